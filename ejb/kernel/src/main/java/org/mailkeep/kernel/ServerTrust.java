package org.mailkeep.kernel;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whose certificates a client of TLS takes for those of the server that it means.
public sealed interface ServerTrust {
  /// Those of the authorities that this Java trusts.
  record Usual() implements ServerTrust {}

  /// Those of authorities of one's own, and of no others.
  record Private(Authorities authorities) implements ServerTrust {}

  /// Any that there are, whatever their names.
  record Anyone() implements ServerTrust {}

  /// Judges certificates; compares names as the parameters of a connection say. What it refuses it
  /// refuses with the settings that would have it taken.
  default X509ExtendedTrustManager judge() {
    return switch (this) {
      case Usual() -> ExplainedTrust.usual();
      case Private(var authorities) -> new ExplainedTrust(authorities.judge());
      case Anyone() -> new AnyCertificate();
    };
  }

  /// Whether a handshake failed as no authority that is trusted has signed the server's
  /// certificate; not for one that is over or has another name.
  static boolean lacksAuthority(Throwable failure) {
    return ExplainedTrust.isOfOthers(failure);
  }

  /// TLS with such servers. Its sockets compare no names, unless their parameters say so; its HTTP
  /// clients do.
  default SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {judge()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}
