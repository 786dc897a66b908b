package org.mailkeep.directory.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailkeep.directory.api.Member;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;

/// Keys of the subspace DIRECTORY. The first octet says what an entry is; it never changes.
final class DirectoryKeys {
  private static final int NEXT_ID = 0;
  private static final int DOMAIN = 1;
  private static final int PRINCIPAL = 2;
  private static final int NAME = 3;
  private static final int LOGIN = 4;
  private static final int NAMES_OF_DOMAIN = 5;
  private static final int TOTAL = 6;
  private static final int DEPARTED = 7;
  private static final int SCRAM_SECRET = 8;
  private static final int KNOWN = 9;
  private static final int IDENTITY = 10;
  private static final int MEMBER = 11;
  private static final int MEMBERSHIP = 12;
  private static final int MEMBERSHIPS = 13;
  private static final int ALIASES = 14;
  private static final int ENDING = 15;

  private static final int HERE = 0;
  private static final int ELSEWHERE = 1;
  private static final int MET = 20;
  private static final int MET_LOGIN = 21;
  private static final int MET_ADDRESS = 22;

  /// Counter of the hosted domains.
  static final byte[] DOMAINS = Keys.of().u8(TOTAL).u8(1).bytes();

  /// Counter of the accounts.
  static final byte[] PRINCIPALS = Keys.of().u8(TOTAL).u8(2).bytes();

  /// Counter of the changes.
  static final byte[] VERSION = Keys.of().u8(TOTAL).u8(3).bytes();

  /// How many times an account lost its sessions: 64 bits.
  static final byte[] ENDINGS = Keys.of().u8(TOTAL).u8(4).bytes();

  private DirectoryKeys() {}

  /// The next account id: 64 bits.
  static byte[] nextId() {
    return Keys.of().u8(NEXT_ID).bytes();
  }

  /// What made-up keys for SCRAM come from: octets.
  static byte[] scramSecret() {
    return Keys.of().u8(SCRAM_SECRET).bytes();
  }

  /// A hosted domain: [StoredDomain].
  static byte[] domain(DomainName domain) {
    return Keys.of().u8(DOMAIN).text(domain.ascii()).bytes();
  }

  /// The hosted domains in order.
  static byte[] domains() {
    return Keys.of().u8(DOMAIN).bytes();
  }

  /// An account: [StoredPrincipal].
  static byte[] principal(AccountId id) {
    return Keys.of().u8(PRINCIPAL).u64(id.value()).bytes();
  }

  /// A login name, an address or a catch-all: [NameEntry]. Those of a domain lie together.
  static byte[] name(String name) {
    int at = name.lastIndexOf('@');
    return Keys.of()
        .u8(NAME)
        .text(name.substring(at + 1))
        .text(at < 0 ? "" : name.substring(0, at + 1))
        .bytes();
  }

  /// All names.
  static byte[] names() {
    return Keys.of().u8(NAME).bytes();
  }

  /// The name in a key of one.
  static String nameOf(byte[] key) {
    String text = new String(key, 1, key.length - 2, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return text.substring(end + 1) + text.substring(0, end);
  }

  /// The accounts by id.
  static byte[] principals() {
    return Keys.of().u8(PRINCIPAL).bytes();
  }

  /// The login in a key of one.
  static String loginOf(byte[] key) {
    String text = new String(key, 1, key.length - 2, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /// The domain in a key of one, in ASCII.
  static String domainOf(byte[] key) {
    return loginOf(key);
  }

  /// Accounts in the order of their logins: [LoginEntry].
  static byte[] login(String login) {
    return Keys.of().u8(LOGIN).text(login).bytes();
  }

  /// The same for an account that a foreign directory keeps.
  static byte[] login(String login, String directory) {
    return Keys.of().u8(LOGIN).text(login).text(directory).bytes();
  }

  /// All with a login name.
  static Range logins(String login) {
    return Range.prefix(login(login));
  }

  /// The accounts in order.
  static byte[] logins() {
    return Keys.of().u8(LOGIN).bytes();
  }

  /// Counter of a domain's names.
  static byte[] names(DomainName domain) {
    return Keys.of().u8(NAMES_OF_DOMAIN).text(domain.ascii()).bytes();
  }

  /// An account of a foreign directory that was seen: [StoredKnown].
  static byte[] known(AccountId id) {
    return Keys.of().u8(KNOWN).u64(id.value()).bytes();
  }

  /// Those that were seen.
  static byte[] known() {
    return Keys.of().u8(KNOWN).bytes();
  }

  /// The id of an account of a foreign directory: 64 bits.
  static byte[] identity(String directory, String key) {
    return Keys.of().u8(IDENTITY).text(directory).text(key).bytes();
  }

  /// That somebody is a member of a group or list: empty.
  static byte[] member(AccountId of, Member member) {
    var key = Keys.of().u8(MEMBER).u64(of.value());
    return switch (member) {
      case Member.Here(AccountId id) -> key.u8(HERE).u64(id.value()).bytes();
      case Member.Elsewhere(Address address) -> key.u8(ELSEWHERE).text(address.toString()).bytes();
    };
  }

  /// The members of one.
  static byte[] members(AccountId of) {
    return Keys.of().u8(MEMBER).u64(of.value()).bytes();
  }

  /// All members of all.
  static byte[] members() {
    return Keys.of().u8(MEMBER).bytes();
  }

  /// Of what somebody is a member, in a key of a member.
  static AccountId ofMember(byte[] key) {
    return new AccountId(Keys.u64(key, 1));
  }

  /// The member in a key of one.
  static Member member(byte[] key) {
    int at = 1 + Long.BYTES;
    return key[at] == HERE
        ? new Member.Here(new AccountId(Keys.u64(key, at + 1)))
        : new Member.Elsewhere(
            Address.of(new String(key, at + 1, key.length - at - 2, StandardCharsets.UTF_8)));
  }

  /// The same, from the side of a member that is here: empty.
  static byte[] membership(AccountId member, AccountId of) {
    return Keys.of().u8(MEMBERSHIP).u64(member.value()).u64(of.value()).bytes();
  }

  /// What somebody is a member of.
  static byte[] memberships(AccountId member) {
    return Keys.of().u8(MEMBERSHIP).u64(member.value()).bytes();
  }

  /// All memberships of those who are here.
  static byte[] memberships() {
    return Keys.of().u8(MEMBERSHIP).bytes();
  }

  /// The member in a key of a membership.
  static AccountId memberOf(byte[] key) {
    return new AccountId(Keys.u64(key, 1));
  }

  /// Of what it is one, in a key of a membership.
  static AccountId membershipOf(byte[] key) {
    return new AccountId(Keys.u64(key, 1 + Long.BYTES));
  }

  /// Counter of somebody's memberships, so that none is gained while its member goes.
  static byte[] membershipCount(AccountId member) {
    return Keys.of().u8(MEMBERSHIPS).u64(member.value()).bytes();
  }

  /// Counter of the domains that are aliases of a domain.
  static byte[] aliases(DomainName domain) {
    return Keys.of().u8(ALIASES).text(domain.ascii()).bytes();
  }

  /// Somebody whom a directory has vouched for: [StoredMet].
  static byte[] met(String directory, String key) {
    return Keys.of().u8(MET).text(directory).text(key).bytes();
  }

  /// All of them.
  static byte[] met() {
    return Keys.of().u8(MET).bytes();
  }

  /// All their login names.
  static byte[] metLogins() {
    return Keys.of().u8(MET_LOGIN).bytes();
  }

  /// All their addresses.
  static byte[] metAddresses() {
    return Keys.of().u8(MET_ADDRESS).bytes();
  }

  /// The directory and what follows in a key of one of these.
  static List<String> texts(byte[] key) {
    return List.of(new String(key, 1, key.length - 2, StandardCharsets.UTF_8).split("\0", 2));
  }

  /// Who of them has a login name: the key.
  static byte[] metLogin(String directory, String login) {
    return Keys.of().u8(MET_LOGIN).text(directory).text(login).bytes();
  }

  /// Who of them has an address: the key.
  static byte[] metAddress(String directory, String address) {
    return Keys.of().u8(MET_ADDRESS).text(directory).text(address).bytes();
  }

  /// Addresses of them that begin with a text.
  static byte[] metAddresses(String directory, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return Keys.of().u8(MET_ADDRESS).text(directory).raw(octets).bytes();
  }

  /// The address in a key of one.
  static String metAddressOf(String directory, byte[] key) {
    int start = metAddresses(directory, "").length;
    return new String(key, start, key.length - start - 1, StandardCharsets.UTF_8);
  }

  /// That an account lost its sessions, for other processes: which time it was, the account, and
  /// the process that did it, 64 bits each.
  static byte[] ending(int slot) {
    return Keys.of().u8(ENDING).u32(slot).bytes();
  }

  /// A removed account whose belongings may not all be gone: empty.
  static byte[] departed(AccountId id) {
    return Keys.of().u8(DEPARTED).u64(id.value()).bytes();
  }

  /// The removed accounts.
  static Range departed() {
    return Range.prefix(Keys.of().u8(DEPARTED).bytes());
  }

  /// The id in a key of a removed account.
  static AccountId departed(byte[] key) {
    return new AccountId(Keys.u64(key, 1));
  }
}
