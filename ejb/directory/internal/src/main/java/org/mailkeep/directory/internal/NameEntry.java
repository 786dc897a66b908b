package org.mailkeep.directory.internal;

import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// Whose a name is, and what for.
///
/// @param login whether it is the account's login name
/// @param receives whether mail for it is the account's
/// @param kind what the account is
/// @param closed whether it is switched off, so that it takes no mail
record NameEntry(
    AccountId account, boolean login, boolean receives, PrincipalKind kind, boolean closed) {
  /// A name of an individual.
  NameEntry(AccountId account, boolean login, boolean receives) {
    this(account, login, receives, PrincipalKind.INDIVIDUAL, false);
  }

  byte[] encode() {
    var out = new RecordWriter().number(1, account.value()).flag(2, login).flag(3, receives);
    if (kind != PrincipalKind.INDIVIDUAL) {
      out.number(4, kind.code());
    }
    return (closed ? out.flag(5, true) : out).bytes();
  }

  static NameEntry decode(byte[] record) {
    var in = new RecordReader(record);
    long account = 0;
    boolean login = false;
    boolean receives = false;
    var kind = PrincipalKind.INDIVIDUAL;
    boolean closed = false;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> account = in.number();
        case 2 -> login = in.flag();
        case 3 -> receives = in.flag();
        case 4 -> kind = StoredPrincipal.kind(in.number());
        case 5 -> closed = in.flag();
        default -> {} // a later version's
      }
    }
    return new NameEntry(new AccountId(account), login, receives, kind, closed);
  }
}
