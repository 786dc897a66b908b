package org.mailkeep.wire.imap;

import java.util.Set;

/// The words that are understood, from the tables by which they are read: tests hold against them
/// what is shown of the protocol.
public final class Vocabulary {
  private Vocabulary() {}

  /// Commands; those by UID as in `UID FETCH`.
  public static Set<String> commands() {
    return CommandParser.verbs();
  }

  /// Items of FETCH, without sections.
  public static Set<String> fetchItems() {
    return FetchSyntax.items();
  }

  /// Words of FETCH for several items, RFC 9051 §6.4.5.
  public static Set<String> fetchMacros() {
    return FetchSyntax.macros();
  }

  /// Keys of SEARCH.
  public static Set<String> searchKeys() {
    return SearchSyntax.keys();
  }
}
