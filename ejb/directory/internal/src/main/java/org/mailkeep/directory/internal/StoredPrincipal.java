package org.mailkeep.directory.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// What is stored of an account, and the values made of it once.
///
/// @param account what everyone needs of it
record StoredPrincipal(AccountId id, PrincipalDraft draft, Instant created, Account account) {
  StoredPrincipal(AccountId id, PrincipalDraft draft, Instant created) {
    this(id, draft, created, account(id, draft));
  }

  /// Field 10 is the kind, for what is no individual.
  byte[] encode() {
    var out =
        new RecordWriter()
            .text(1, draft.login())
            .text(2, draft.name())
            .texts(3, draft.claims().stream().map(StoredPrincipal::text).toList())
            .texts(6, draft.roles().stream().sorted().toList())
            .flag(7, draft.enabled())
            .texts(8, draft.secrets())
            .number(9, created.toEpochMilli());
    if (draft.quota().bytes() != Long.MAX_VALUE) {
      out.number(4, draft.quota().bytes());
    }
    if (draft.quota().messages() != Long.MAX_VALUE) {
      out.number(5, draft.quota().messages());
    }
    return out.bytes();
  }

  static StoredPrincipal decode(AccountId id, byte[] record) {
    var in = new RecordReader(record);
    String login = "";
    String name = "";
    var claims = new ArrayList<Claim>();
    long bytes = Long.MAX_VALUE;
    long messages = Long.MAX_VALUE;
    var roles = new HashSet<String>();
    boolean enabled = false;
    var secrets = new ArrayList<String>();
    long created = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> login = in.text();
        case 2 -> name = in.text();
        case 3 -> claims.add(claim(in.text()));
        case 4 -> bytes = in.number();
        case 5 -> messages = in.number();
        case 6 -> roles.add(in.text());
        case 7 -> enabled = in.flag();
        case 8 -> secrets.add(in.text());
        case 9 -> created = in.number();
        default -> {} // a later version's
      }
    }
    var quota = new Account.Quota(bytes, messages);
    var draft = new PrincipalDraft(login, name, claims, quota, roles, enabled, secrets);
    return new StoredPrincipal(id, draft, Instant.ofEpochMilli(created));
  }

  /// The names that are the account's alone, and what each is for.
  SequencedMap<String, NameEntry> names() {
    var names = new LinkedHashMap<String, NameEntry>();
    names.put(draft.login(), new NameEntry(id, true, false));
    for (Claim claim : draft.claims()) {
      String name = claim.name();
      names.put(name, new NameEntry(id, name.equals(draft.login()), true));
    }
    return names;
  }

  /// Its addresses, the primary first; no catch-alls.
  List<Address> addresses() {
    return draft.claims().stream()
        .filter(Claim.Exact.class::isInstance)
        .map(claim -> ((Claim.Exact) claim).address())
        .toList();
  }

  Principal principal() {
    return new Principal(account, draft.claims(), draft.secrets().size(), created);
  }

  private static Account account(AccountId id, PrincipalDraft draft) {
    return new Account(
        id,
        draft.login(),
        draft.name(),
        primary(draft.claims()),
        draft.quota(),
        draft.roles(),
        draft.enabled());
  }

  private static @Nullable Address primary(List<Claim> claims) {
    for (Claim claim : claims) {
      if (claim instanceof Claim.Exact(Address address)) {
        return address;
      }
    }
    return null;
  }

  private static String text(Claim claim) {
    return switch (claim) {
      case Claim.Exact(Address address) -> address.toString();
      case Claim.CatchAll(var domain) -> Addressing.catchAll(domain);
    };
  }

  private static Claim claim(String text) {
    return Claim.parse(text)
        .orElseThrow(() -> new StoreException.Corrupt("directory: not an address: " + text));
  }

  @Override
  public String toString() {
    return "StoredPrincipal[" + id + " " + draft.login() + "]";
  }
}
