package org.mailkeep.auth;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// Somebody who has signed in with a browser.
///
/// @param account whose it is
/// @param roles that the provider gave them, beside those that the account has
/// @param directory where they signed in
/// @param idToken names the session there
/// @param guard what requests that change something carry, so that they are known to be of a page
///   of ours
/// @param since when they signed in
public record BrowserSession(
    AccountId account,
    Set<String> roles,
    String directory,
    String idToken,
    String guard,
    Instant since) {
  public BrowserSession {
    roles = Set.copyOf(roles);
  }

  /// Whether a request carries what those of our pages do.
  public boolean isGuardedBy(String given) {
    return BrowserSessions.same(guard, given);
  }

  byte[] octets() {
    return new RecordWriter()
        .number(1, account.value())
        .texts(2, roles)
        .text(3, directory)
        .text(4, idToken)
        .text(5, guard)
        .number(6, since.toEpochMilli())
        .bytes();
  }

  static BrowserSession read(byte[] octets) {
    long account = 0;
    var roles = new HashSet<String>();
    String directory = "";
    String idToken = "";
    String guard = "";
    Instant since = Instant.EPOCH;
    var in = new RecordReader(octets);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> account = in.number();
        case 2 -> roles.add(in.text());
        case 3 -> directory = in.text();
        case 4 -> idToken = in.text();
        case 5 -> guard = in.text();
        case 6 -> since = Instant.ofEpochMilli(in.number());
        default -> {} // a later version's
      }
    }
    return new BrowserSession(new AccountId(account), roles, directory, idToken, guard, since);
  }

  @Override
  public String toString() {
    return "BrowserSession[account=" + account + "]";
  }
}
