package org.mailkeep.directory.internal;

import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// What a list needs of an account to search it.
///
/// @param name what people call it
/// @param directory the foreign directory that keeps it; empty when it is kept here
/// @param kind what it is
record LoginEntry(AccountId account, String name, String directory, PrincipalKind kind) {
  /// An individual that others keep.
  LoginEntry(AccountId account, String name, String directory) {
    this(account, name, directory, PrincipalKind.INDIVIDUAL);
  }

  /// An individual that is kept here.
  LoginEntry(AccountId account, String name) {
    this(account, name, "");
  }

  /// An account that is kept here.
  static LoginEntry of(StoredPrincipal principal) {
    return new LoginEntry(principal.id(), principal.draft().name(), "", principal.draft().kind());
  }

  /// Whether others keep it.
  boolean foreign() {
    return !directory.isEmpty();
  }

  byte[] encode() {
    var out = new RecordWriter().number(1, account.value()).text(2, name);
    if (foreign()) {
      out.text(3, directory);
    }
    if (kind != PrincipalKind.INDIVIDUAL) {
      out.number(4, kind.code());
    }
    return out.bytes();
  }

  static LoginEntry decode(byte[] record) {
    var in = new RecordReader(record);
    long account = 0;
    String name = "";
    String directory = "";
    var kind = PrincipalKind.INDIVIDUAL;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> account = in.number();
        case 2 -> name = in.text();
        case 3 -> directory = in.text();
        case 4 -> kind = StoredPrincipal.kind(in.number());
        default -> {} // a later version's
      }
    }
    return new LoginEntry(new AccountId(account), name, directory, kind);
  }
}
