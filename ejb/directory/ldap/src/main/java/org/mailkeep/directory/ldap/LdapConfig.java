package org.mailkeep.directory.ldap;

import java.util.List;
import java.util.Optional;

/// How a directory on an LDAP server is asked.
///
/// @param base DN below which everything is
/// @param filters what is looked for
/// @param attributes where an entry says what
/// @param passwords how they are checked
/// @param nested whether the groups of groups count
/// @param limits how large answers may be
record LdapConfig(
    String base,
    Filters filters,
    Attributes attributes,
    Method passwords,
    boolean nested,
    Limits limits) {
  /// How large answers may be; larger ones are failures.
  ///
  /// @param entries of one answer
  /// @param groups of one member
  record Limits(int entries, int groups) {}

  /// What is looked for; what is absent is not asked.
  ///
  /// @param groups finds the groups of a member by its DN; without it the member names them
  record Filters(
      Optional<Template> name,
      Optional<Template> email,
      Optional<Template> verify,
      Optional<Template> expand,
      Optional<Template> domains,
      Optional<Template> groups) {}

  /// Where an entry says what. Of several the first that has a value counts, but for addresses.
  ///
  /// @param id the directory's own keys
  /// @param members of a group or list: DNs
  record Attributes(
      List<String> id,
      List<String> name,
      List<String> type,
      List<String> description,
      List<String> secret,
      List<String> groups,
      List<String> email,
      List<String> alias,
      List<String> quota,
      List<String> enabled,
      List<String> members) {}

  /// How a password is checked.
  sealed interface Method {
    /// By what the directory hands out.
    record Compare() implements Method {}

    /// By binding with a name that is made of the login name.
    record ByTemplate(Template name) implements Method {}

    /// By binding with the DN of the entry that is found.
    record ByEntry() implements Method {}
  }
}
