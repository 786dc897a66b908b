package org.mailkeep.directory.api.spi;

import java.util.List;
import org.mailkeep.directory.api.Answer;

/// People whom a directory has vouched for before, kept for kinds that can be asked about nobody
/// who is not just logging in. Safe for many threads. Every method may throw an exception of the
/// store; whoever stands above a source turns it into a temporary failure.
public interface Acquaintances {
  /// The directory has vouched for somebody now. Of what it said before of the same key nothing is
  /// left; an address or name that somebody else holds stays theirs. Roles are not kept: each login
  /// brings its own.
  ///
  /// @return the entry without the addresses that are somebody else's
  Entry met(Entry entry);

  /// Who had a login name when they were met last.
  Answer<Entry> called(String login);

  /// Who has a key.
  Answer<Entry> keyed(String key);

  /// Who has exactly this address.
  Answer<List<Identity>> receiving(String address);

  /// Addresses that begin with a text, in order.
  ///
  /// @param limit the most that are wanted
  List<String> beginning(String text, int limit);

  /// Forgets somebody, and frees their names.
  void forget(String key);
}
