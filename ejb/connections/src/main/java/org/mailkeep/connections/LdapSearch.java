package org.mailkeep.connections;

import java.util.List;

/// A search in an LDAP server (RFC 4511 §4.5).
///
/// @param base DN of the entry where it begins
/// @param scope how far it goes
/// @param filter as RFC 4515 writes it, values escaped
/// @param attributes that are wanted
/// @param limit the most entries that are wanted
public record LdapSearch(
    String base, Scope scope, String filter, List<String> attributes, int limit) {
  /// Finds whatever is there.
  public static final String ANYTHING = "(objectClass=*)";

  public LdapSearch {
    attributes = List.copyOf(attributes);
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }

  /// How far a search goes.
  public enum Scope {
    /// The base alone.
    ENTRY,
    /// The base and all below it.
    TREE
  }
}
