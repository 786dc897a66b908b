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
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Roster;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// What is stored of an account, and the values made of it once.
///
/// @param draft its members are not in its record: they are read by [Members]
/// @param account what everyone needs of it
/// @param tally of its members
record StoredPrincipal(
    AccountId id, PrincipalDraft draft, Instant created, Account account, Tally tally) {
  /// What a record says of members.
  ///
  /// @param members how many there are
  /// @param revision raised whenever they change, so that nobody changes them unseen
  record Tally(int members, int revision) {
    static final Tally NONE = new Tally(0, 0);
  }

  StoredPrincipal(AccountId id, PrincipalDraft draft, Instant created, Tally tally) {
    this(id, draft, created, account(id, draft), tally);
  }

  /// One that never had other members.
  StoredPrincipal(AccountId id, PrincipalDraft draft, Instant created) {
    this(id, draft, created, new Tally(draft.roster().members().size(), 0));
  }

  /// The same with its members.
  StoredPrincipal withMembers(List<Member> members) {
    var known = draft.withRoster(draft.roster().withMembers(members));
    return new StoredPrincipal(id, known, created, account, tally);
  }

  /// The same after one of its members has gone.
  StoredPrincipal lessOne() {
    return new StoredPrincipal(
        id, draft, created, account, new Tally(tally.members() - 1, tally.revision() + 1));
  }

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
    if (draft.kind() != PrincipalKind.INDIVIDUAL) {
      out.number(10, draft.kind().code());
    }
    if (draft.roster().owner() != null) {
      out.text(11, draft.roster().owner().toString());
    }
    if (!tally.equals(Tally.NONE)) {
      out.number(12, tally.members()).number(13, tally.revision());
    }
    return out.bytes();
  }

  /// The kind with a number.
  ///
  /// @throws StoreException.Corrupt when there is none
  static PrincipalKind kind(long code) {
    return PrincipalKind.ofCode(code)
        .orElseThrow(() -> new StoreException.Corrupt("directory: no kind of entry: " + code));
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
    var kind = PrincipalKind.INDIVIDUAL;
    Address owner = null;
    int members = 0;
    int revision = 0;
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
        case 10 -> kind = kind(in.number());
        case 11 -> owner = address(in.text());
        case 12 -> members = (int) in.number();
        case 13 -> revision = (int) in.number();
        default -> {} // a later version's
      }
    }
    var quota = new Account.Quota(bytes, messages);
    var draft =
        new PrincipalDraft(login, name, claims, quota, roles, enabled, secrets)
            .withKind(kind)
            .withRoster(new Roster(List.of(), owner));
    return new StoredPrincipal(
        id, draft, Instant.ofEpochMilli(created), new Tally(members, revision));
  }

  /// The names that are the account's alone, and what each is for.
  SequencedMap<String, NameEntry> names() {
    var names = new LinkedHashMap<String, NameEntry>();
    names.put(draft.login(), name(true, false));
    for (Claim claim : draft.claims()) {
      String name = claim.name();
      names.put(name, name(name.equals(draft.login()), true));
    }
    return names;
  }

  private NameEntry name(boolean login, boolean receives) {
    boolean closed = !draft.enabled() && !draft.kind().logsIn();
    return new NameEntry(id, login, receives, draft.kind(), closed && receives);
  }

  /// Its addresses, the primary first; no catch-alls.
  List<Address> addresses() {
    return draft.claims().stream()
        .filter(Claim.Exact.class::isInstance)
        .map(claim -> ((Claim.Exact) claim).address())
        .toList();
  }

  Principal principal() {
    return new Principal(
        account,
        draft.claims(),
        draft.secrets().size(),
        created,
        new Principal.Keeper.House(),
        new Principal.Standing(draft.kind(), draft.enabled(), draft.roster(), tally.members()));
  }

  private static Account account(AccountId id, PrincipalDraft draft) {
    return new Account(
        id,
        draft.login(),
        draft.name(),
        primary(draft.claims()),
        draft.quota(),
        draft.roles(),
        draft.enabled() && draft.kind().logsIn());
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

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> new StoreException.Corrupt("directory: not an address: " + text));
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
