package org.mailkeep.wire.transport;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Authorities;

/// The server's side of TLS 1.2 and 1.3. Certificates can be exchanged while it works: handshakes
/// that begin afterwards see the new ones. Keys are held in memory, never in a key store, whose
/// password would be hashed anew with each handshake. Safe for many threads.
public final class ServerTls {

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final int MOST_SESSIONS = 10_000;
  private static final int SESSION_SECONDS = 3600;

  private final ServerKeys keys;
  private final SSLContext context;

  /// Those that ask clients for certificates, by whose.
  private final Map<Authorities, SSLContext> contexts = new ConcurrentHashMap<>();

  private final RecordBuffers buffers = new RecordBuffers();

  /// Begins with these certificates; without any no handshake succeeds.
  public ServerTls(Certificates certificates) {
    this.keys = new ServerKeys(certificates);
    this.context = context(keys, null);
  }

  private static SSLContext context(ServerKeys keys, TrustManager @Nullable [] trust) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, trust, null);
      context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /// Takes other certificates from now on.
  public void use(Certificates certificates) {
    keys.use(certificates);
  }

  /// The certificates in use.
  public Certificates certificates() {
    return keys.certificates();
  }

  /// Whether there is a certificate.
  public boolean isReady() {
    return !keys.certificates().isEmpty();
  }

  /// The server's side of a handshake that has not begun.
  SSLEngine engine(ListenerConfig.Tls config) {
    var authorities = config.clientAuthorities();
    var asking =
        authorities
            .map(some ->
                contexts.computeIfAbsent(
                    some, known -> context(keys, new TrustManager[] {known.judge()})))
            .orElse(context);
    var engine = asking.createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = engine.getSSLParameters();
    parameters.setWantClientAuth(authorities.isPresent());
    parameters.setProtocols(without(PROTOCOLS, config.disabledProtocols()));
    parameters.setCipherSuites(
        without(Arrays.asList(engine.getEnabledCipherSuites()), config.disabledCiphers()));
    parameters.setUseCipherSuitesOrder(config.ownOrder());
    engine.setSSLParameters(parameters);
    return engine;
  }

  RecordBuffers buffers() {
    return buffers;
  }

  private static String[] without(List<String> all, Set<String> disabled) {
    var left = new ArrayList<String>(all);
    left.removeAll(disabled);
    return left.toArray(String[]::new);
  }
}
