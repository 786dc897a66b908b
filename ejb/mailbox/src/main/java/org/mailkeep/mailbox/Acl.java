package org.mailkeep.mailbox;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// Which rights others have on a mailbox (RFC 4314). What its owner may is not in it. Immutable.
///
/// @param entries by whom they concern; none without rights
public record Acl(Map<Grantee, AccessRights> entries) {
  private static final Comparator<Grantee> ORDER =
      Comparator.comparing(Grantee::negative).thenComparingLong(Grantee::number);

  /// Nobody has any.
  public static final Acl NONE = new Acl(Map.of());

  /// It was seen that there are entries, and not yet which.
  static final Acl UNREAD = new Acl(Map.of(Grantee.ANYONE, new AccessRights(1 << 30)));

  public Acl {
    Map<Grantee, AccessRights> sorted = new TreeMap<>(ORDER);
    sorted.putAll(entries);
    sorted.values().removeIf(AccessRights::isEmpty);
    entries = Collections.unmodifiableMap(sorted);
  }

  /// Whether it says nothing.
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// What an entry says.
  public AccessRights of(Grantee grantee) {
    return entries.getOrDefault(grantee, AccessRights.NONE);
  }

  /// The same with another entry; without rights there is none.
  public Acl with(Grantee grantee, AccessRights rights) {
    Map<Grantee, AccessRights> changed = new TreeMap<>(ORDER);
    changed.putAll(entries);
    changed.put(grantee, rights);
    return new Acl(changed);
  }

  /// What somebody may: all that is granted to them, to anyone or to one of their groups, without
  /// what is taken away from any of these.
  ///
  /// @param implied what they may without an entry
  public AccessRights rights(AccountId who, Set<AccountId> groups, AccessRights implied) {
    AccessRights granted = implied;
    AccessRights taken = AccessRights.NONE;
    for (Map.Entry<Grantee, AccessRights> entry : entries.entrySet()) {
      AccountId concerned = entry.getKey().who();
      if (concerned != null && !concerned.equals(who) && !groups.contains(concerned)) {
        continue;
      }
      if (entry.getKey().negative()) {
        taken = taken.with(entry.getValue());
      } else {
        granted = granted.with(entry.getValue());
      }
    }
    return granted.without(taken);
  }

  /// Whether it says something of anyone.
  public boolean concernsAnyone() {
    return entries.keySet().stream().anyMatch(grantee -> grantee.who() == null);
  }

  /// The same without what it says of anyone.
  public Acl ofNamed() {
    Map<Grantee, AccessRights> named = new TreeMap<>(ORDER);
    named.putAll(entries);
    named.keySet().removeIf(grantee -> grantee.who() == null);
    return new Acl(named);
  }

  byte[] record() {
    RecordWriter out = new RecordWriter();
    entries.forEach((grantee, rights) ->
        out.octets(
            1,
            new RecordWriter()
                .number(1, grantee.number())
                .flag(2, grantee.negative())
                .number(3, rights.bits())
                .bytes()));
    return out.bytes();
  }

  static Acl parse(byte[] record) {
    Map<Grantee, AccessRights> entries = new TreeMap<>(ORDER);
    RecordReader in = new RecordReader(record);
    while (in.next()) {
      if (in.field() == 1) {
        entry(new RecordReader(in.octets()), entries);
      }
    }
    return new Acl(entries);
  }

  private static void entry(RecordReader in, Map<Grantee, AccessRights> entries) {
    long[] numbers = new long[4];
    while (in.next()) {
      if (in.field() < numbers.length) {
        numbers[in.field()] = in.number();
      }
    }
    AccountId who = numbers[1] == 0 ? null : new AccountId(numbers[1]);
    entries.put(new Grantee(who, numbers[2] != 0), new AccessRights((int) numbers[3]));
  }
}
