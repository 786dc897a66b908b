package org.mailkeep.wire.transport;

import java.util.Locale;
import java.util.Optional;
import org.mailkeep.settings.Scalar;
import org.mailkeep.settings.ValueType;

/// Names of TLS versions and cipher suites as files write them.
final class TlsNames {

  static final ValueType<String> PROTOCOL =
      ValueType.ofScalar(
          "TLS version", "TLSv1.2 or TLSv1.3", TlsNames::protocol, name -> "\"" + name + "\"");

  static final ValueType<String> CIPHER =
      ValueType.ofScalar(
          "cipher suite",
          "a suite's standard name such as TLS_AES_128_GCM_SHA256",
          TlsNames::cipher,
          name -> "\"" + name + "\"");

  private TlsNames() {}

  private static Optional<String> protocol(Scalar scalar) {
    return switch (scalar.text().toLowerCase(Locale.ROOT)) {
      case "tlsv1.2", "0x0303" -> Optional.of("TLSv1.2");
      case "tlsv1.3", "0x0304" -> Optional.of("TLSv1.3");
      default -> Optional.empty();
    };
  }

  /// Suites of TLS 1.3 are also written `TLS13_AES_128_GCM_SHA256`.
  private static Optional<String> cipher(Scalar scalar) {
    String name = scalar.text().toUpperCase(Locale.ROOT).replaceFirst("^TLS13_", "TLS_");
    return name.matches("TLS_[A-Z0-9_]{1,80}") ? Optional.of(name) : Optional.empty();
  }
}
