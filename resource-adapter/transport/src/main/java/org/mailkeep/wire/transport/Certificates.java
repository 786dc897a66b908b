package org.mailkeep.wire.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every certificate of the server, found by the name that a client asks for: the exact name, then
/// a wildcard one level up (RFC 6125 §6.4.3), then the default. Immutable.
public final class Certificates {

  private final List<CertificateEntry> entries;
  private final Map<String, List<CertificateEntry>> byName = new HashMap<>();

  /// The first one marked as default, or else the first at all, is the default.
  public Certificates(List<CertificateEntry> entries) {
    var sorted = new ArrayList<CertificateEntry>(entries);
    sorted.sort((a, b) -> Boolean.compare(b.isDefault(), a.isDefault()));
    this.entries = List.copyOf(sorted);
    for (CertificateEntry entry : this.entries) {
      entry.names().forEach(n -> byName.computeIfAbsent(n, _ -> new ArrayList<>()).add(entry));
    }
  }

  /// All of them, the default first.
  public List<CertificateEntry> entries() {
    return entries;
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// The certificate for a server's name whose key is of this type. When the name is known, but
  /// with keys of other types only, there is none: the handshake then asks for another type.
  Optional<CertificateEntry> choose(Optional<String> serverName, String keyType) {
    var named = serverName.map(name -> named(name.toLowerCase(Locale.ROOT))).orElse(List.of());
    return (named.isEmpty() ? entries : named)
        .stream().filter(e -> e.keyType().equals(keyType)).findFirst();
  }

  private List<CertificateEntry> named(String name) {
    var exact = byName.getOrDefault(name, List.of());
    return exact.isEmpty() ? byName.getOrDefault(wildcard(name), List.of()) : exact;
  }

  private static String wildcard(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : "*" + name.substring(dot);
  }
}
