package org.mailkeep.wire.transport;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A certificate with its key.
///
/// @param id of `certificate.<id>`
/// @param chain its own certificate first
/// @param key of the first certificate
/// @param isDefault whether clients that name no known server get it
public record CertificateEntry(
    String id, List<X509Certificate> chain, PrivateKey key, boolean isDefault) {

  private static final int DNS_NAME = 2;

  /// Copies the chain.
  public CertificateEntry {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("no certificate in " + id);
    }
  }

  /// The names it is for, in lower case: alternative names, or the common name when there are none.
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    try {
      var alternatives = chain.getFirst().getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0) instanceof Integer kind
            && kind == DNS_NAME
            && name.get(1) instanceof String dns) {
          names.add(dns.toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateParsingException _) {
      // A certificate whose alternative names cannot be read has none for us.
    }
    if (names.isEmpty()) {
      names.addAll(commonName());
    }
    return names;
  }

  private List<String> commonName() {
    var names = new ArrayList<String>();
    for (String part : chain.getFirst().getSubjectX500Principal().getName().split(",", -1)) {
      if (part.startsWith("CN=")) {
        names.add(part.substring(3).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /// Such as `RSA` or `EC`.
  String keyType() {
    return chain.getFirst().getPublicKey().getAlgorithm();
  }
}
