package org.mailkeep.connections;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An entry that a search found.
///
/// @param dn its distinguished name
/// @param values of its attributes, whose names are in lower case
public record LdapEntry(String dn, Map<String, List<byte[]>> values) {
  public LdapEntry {
    var copy = new TreeMap<String, List<byte[]>>();
    values.forEach((name, all) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(all)));
    values = copy;
  }

  /// The values of the first of these attributes that has any, as text.
  public List<String> texts(List<String> attributes) {
    for (String attribute : attributes) {
      List<byte[]> found = octets(attribute);
      if (!found.isEmpty()) {
        var texts = new ArrayList<String>(found.size());
        found.forEach(value -> texts.add(new String(value, StandardCharsets.UTF_8)));
        return texts;
      }
    }
    return List.of();
  }

  /// The values of an attribute.
  public List<byte[]> octets(String attribute) {
    return values.getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of());
  }

  @Override
  public String toString() {
    return "LdapEntry[" + dn + "]";
  }
}
