package org.mailkeep.wire.transport;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;

/// The client's side of TLS 1.2 and 1.3. Safe for many threads.
public final class ClientTls {

  private static final int MOST_SESSIONS = 1_000;

  private final SSLContext context;
  private final RecordBuffers buffers = new RecordBuffers();
  private final boolean checksName;
  private final Duration timeout;

  private ClientTls(TrustManager[] trust, boolean checksName, Duration timeout) {
    try {
      this.context = SSLContext.getInstance("TLS");
      context.init(null, trust, null);
      context.getClientSessionContext().setSessionCacheSize(MOST_SESSIONS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
    this.checksName = checksName;
    this.timeout = timeout;
  }

  /// Trusts what the system's authorities vouch for, when it bears the server's name.
  ///
  /// @param timeout for a handshake
  public static ClientTls verified(Duration timeout) {
    return verified(Authorities.usual(), timeout);
  }

  /// Trusts certificates of these; unless any will do, they must bear the server's name.
  ///
  /// @param timeout for a handshake
  public static ClientTls trusting(ServerTrust trust, Duration timeout) {
    return new ClientTls(
        new TrustManager[] {trust.judge()}, !(trust instanceof ServerTrust.Anyone), timeout);
  }

  /// Trusts what this one trusts, when it bears the server's name.
  public static ClientTls verified(X509ExtendedTrustManager trust, Duration timeout) {
    return new ClientTls(new TrustManager[] {trust}, true, timeout);
  }

  /// Takes any certificate: against listeners-in, not against impostors (RFC 7435).
  public static ClientTls opportunistic(Duration timeout) {
    return new ClientTls(new TrustManager[] {new AnyCertificate()}, false, timeout);
  }

  Duration timeout() {
    return timeout;
  }

  /// The client's side of a handshake that has not begun.
  SSLEngine engine(String serverName, int port) {
    var engine = context.createSSLEngine(serverName, port);
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    if (isName(serverName)) {
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
    }
    if (checksName) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  RecordBuffers buffers() {
    return buffers;
  }

  private static boolean isName(String text) {
    return text.contains(".") && text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }
}
