package org.mailkeep.wire.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// Logins that a client's certificate vouches for: its mail addresses (rfc822Name, RFC 5280
/// §4.2.1.6); when it has none, the address, user id and common name of its subject.
final class CertificateNames {
  private static final int RFC822_NAME = 1;
  private static final String EMAIL = "1.2.840.113549.1.9.1";
  private static final List<String> OF_SUBJECT = List.of("EMAIL", "UID", "CN");

  private CertificateNames() {}

  static List<String> of(X509Certificate certificate) {
    List<String> addresses = addresses(certificate);
    return addresses.isEmpty() ? subject(certificate) : addresses;
  }

  private static List<String> addresses(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> Integer.valueOf(RFC822_NAME).equals(name.getFirst()))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  private static List<String> subject(X509Certificate certificate) {
    String subject =
        certificate
            .getSubjectX500Principal()
            .getName(X500Principal.RFC2253, Map.of(EMAIL, "EMAIL"));
    var names = new ArrayList<String>();
    try {
      for (String type : OF_SUBJECT) {
        for (Rdn part : new LdapName(subject).getRdns()) {
          if (part.getType().toUpperCase(Locale.ROOT).equals(type)
              && part.getValue() instanceof String value) {
            names.add(value);
          }
        }
      }
    } catch (InvalidNameException _) {
      return List.of();
    }
    return names;
  }
}
