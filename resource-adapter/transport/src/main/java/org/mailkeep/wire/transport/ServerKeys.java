package org.mailkeep.wire.transport;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Gives JSSE the certificate for the name that a client asks for.
final class ServerKeys extends X509ExtendedKeyManager {

  private final AtomicLong generations = new AtomicLong();
  private volatile Snapshot now;
  private volatile Snapshot before;

  /// Certificates under the aliases by which JSSE asks for them again within a handshake.
  private record Snapshot(
      Certificates certificates,
      Map<String, CertificateEntry> byAlias,
      Map<CertificateEntry, String> aliases) {}

  ServerKeys(Certificates certificates) {
    this.now = snapshot(certificates);
    this.before = now;
  }

  private Snapshot snapshot(Certificates certificates) {
    long generation = generations.incrementAndGet();
    var byAlias = new ConcurrentHashMap<String, CertificateEntry>();
    var aliases = new ConcurrentHashMap<CertificateEntry, String>();
    for (CertificateEntry entry : certificates.entries()) {
      String alias = generation + "." + byAlias.size();
      byAlias.put(alias, entry);
      aliases.put(entry, alias);
    }
    return new Snapshot(certificates, byAlias, aliases);
  }

  synchronized void use(Certificates certificates) {
    before = now;
    now = snapshot(certificates);
  }

  Certificates certificates() {
    return now.certificates();
  }

  private @Nullable String choose(String keyType, @Nullable SSLSession session) {
    Optional<String> name = session == null ? Optional.empty() : TlsInfos.serverName(session);
    var current = now;
    return current
        .certificates()
        .choose(name, algorithm(keyType))
        .map(current.aliases()::get)
        .orElse(null);
  }

  /// JSSE names key types of TLS 1.2 after the key exchange: `EC_EC`, `ECDHE_RSA`.
  private static String algorithm(String keyType) {
    return switch (keyType) {
      case "EC_EC", "EC_RSA", "ECDSA" -> "EC";
      default -> keyType;
    };
  }

  private @Nullable CertificateEntry entry(String alias) {
    var found = now.byAlias().get(alias);
    return found != null ? found : before.byAlias().get(alias);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    var session = socket instanceof SSLSocket secure ? secure.getHandshakeSession() : null;
    return choose(keyType, session);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType, engine == null ? null : engine.getHandshakeSession());
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    var found = entry(alias);
    return found == null ? null : found.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    var found = entry(alias);
    return found == null ? null : found.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return now.aliases().values().toArray(String[]::new);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
