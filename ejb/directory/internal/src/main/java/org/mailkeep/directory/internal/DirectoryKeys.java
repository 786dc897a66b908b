package org.mailkeep.directory.internal;

import org.mailkeep.kernel.AccountId;
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

  /// Counter of the hosted domains.
  static final byte[] DOMAINS = Keys.of().u8(TOTAL).u8(1).bytes();

  /// Counter of the accounts.
  static final byte[] PRINCIPALS = Keys.of().u8(TOTAL).u8(2).bytes();

  private DirectoryKeys() {}

  /// The next account id: 64 bits.
  static byte[] nextId() {
    return Keys.of().u8(NEXT_ID).bytes();
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

  /// Accounts in the order of their logins: [LoginEntry].
  static byte[] login(String login) {
    return Keys.of().u8(LOGIN).text(login).bytes();
  }

  /// The accounts in order.
  static byte[] logins() {
    return Keys.of().u8(LOGIN).bytes();
  }

  /// Counter of a domain's names.
  static byte[] names(DomainName domain) {
    return Keys.of().u8(NAMES_OF_DOMAIN).text(domain.ascii()).bytes();
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
