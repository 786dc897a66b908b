package org.mailkeep.directory.sql;

import java.util.Locale;

/// What a database is asked.
enum Query {
  /// The account with a login name: columns as the settings say.
  NAME,
  /// The groups of an account: their names.
  MEMBERS,
  /// Who gets mail for an address, or for `@domain`: login names.
  RECIPIENTS,
  /// The addresses of an account, the primary one first, without those of lists.
  EMAILS,
  /// Addresses in which a text occurs.
  VERIFY,
  /// The members of a list: their addresses.
  EXPAND,
  /// Any row when a domain is hosted.
  DOMAINS;

  /// As the settings write it.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
