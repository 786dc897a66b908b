package org.mailkeep.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapFailure;
import org.mailkeep.connections.LdapSearch;

/// Reads attributes with more values than Active Directory puts into one answer. It then names the
/// part that it gives, `member;range=0-1499`, and wants to be asked for the next,
/// `member;range=1500-*`, until it says that one is the last, `member;range=3000-*` ([MS-ADTS]
/// §3.1.1.3.1.3.3).
///
/// @param connections that ask for the rest
record Ranges(LdapConnections connections) {
  private static final String OPTION = ";range=";

  /// A part of the values.
  ///
  /// @param next where the next one begins; -1 after the last
  private record Part(List<byte[]> values, int next) {}

  /// The values of the first of these attributes that has any, as text.
  ///
  /// @param limit above which no more are read
  /// @return whole, or more than the limit
  List<String> texts(LdapEntry entry, List<String> attributes, int limit) throws LdapFailure {
    for (String attribute : attributes) {
      String name = bare(attribute);
      Optional<Part> first = part(entry, name, 0);
      if (first.isPresent()) {
        return all(entry.dn(), name, first.get(), limit);
      }
      List<String> whole = entry.texts(List.of(attribute));
      if (!whole.isEmpty()) {
        return whole;
      }
    }
    return List.of();
  }

  private List<String> all(String dn, String name, Part first, int limit) throws LdapFailure {
    var texts = new ArrayList<String>();
    Part part = first;
    while (true) {
      part.values().forEach(value -> texts.add(new String(value, StandardCharsets.UTF_8)));
      if (part.next() < 0 || texts.size() > limit) {
        return texts;
      }
      part = next(dn, name, part.next());
    }
  }

  private Part next(String dn, String name, int from) throws LdapFailure {
    var search =
        new LdapSearch(
            dn,
            LdapSearch.Scope.ENTRY,
            LdapSearch.ANYTHING,
            List.of(name + OPTION + from + "-*"),
            1);
    for (LdapEntry entry : connections.search(search)) {
      Optional<Part> part = part(entry, name, from);
      if (part.isPresent()) {
        return part.get();
      }
    }
    throw new LdapFailure(
        "the values of %s from %d on are missing in %s".formatted(name, from, dn));
  }

  /// The part that begins with a value, as the server calls it; it may not be empty, lest it be
  /// asked for without end.
  private static Optional<Part> part(LdapEntry entry, String name, int from) throws LdapFailure {
    String begin = name.toLowerCase(Locale.ROOT) + OPTION + from + "-";
    for (Map.Entry<String, List<byte[]>> one : entry.values().entrySet()) {
      if (one.getKey().startsWith(begin)) {
        boolean last = one.getKey().endsWith("-*");
        List<byte[]> values = one.getValue();
        if (values.isEmpty() && !last) {
          throw new LdapFailure("an empty part of " + name + " in " + entry.dn());
        }
        return Optional.of(new Part(values, last ? -1 : from + values.size()));
      }
    }
    return Optional.empty();
  }

  /// Without its options.
  private static String bare(String attribute) {
    int option = attribute.indexOf(';');
    return option < 0 ? attribute : attribute.substring(0, option);
  }
}
