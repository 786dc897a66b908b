package org.mailkeep.directory.ldap.client;

import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.mailkeep.kernel.ServerTrust;

/// Trusts a server whose certificate is good and names the host that we mean (RFC 4513 §3.1.3):
/// sockets of TLS compare no names by themselves.
final class HostTrust extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final String host;
  private final X509TrustManager authorities;

  private HostTrust(String host, X509TrustManager authorities) {
    this.host = host.toLowerCase(Locale.ROOT);
    this.authorities = authorities;
  }

  /// By the host's name, too, unless any will do.
  static X509TrustManager of(String host, ServerTrust trust) {
    return switch (trust) {
      case ServerTrust.Usual _, ServerTrust.Private _ -> new HostTrust(host, trust.judge());
      case ServerTrust.Anyone _ -> trust.judge();
    };
  }

  private void check(X509Certificate[] chain, String type) throws CertificateException {
    authorities.checkServerTrusted(chain, type);
    Collection<List<?>> names = names(chain[0]);
    for (List<?> name : names) {
      int kind = (Integer) name.get(0);
      boolean text = kind == DNS_NAME || kind == IP_ADDRESS;
      if (text && matches(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))) {
        return;
      }
    }
    throw new CertificateException(
        "its certificate is not trusted, unless tls.allow-invalid-certs takes any: it is not for "
            + host);
  }

  private static Collection<List<?>> names(Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = ((X509Certificate) certificate).getSubjectAlternativeNames();
    return names == null ? List.of() : names;
  }

  private boolean matches(String name) {
    int dot = host.indexOf('.');
    return name.equals(host)
        || (name.startsWith("*.") && dot > 0 && name.substring(1).equals(host.substring(dot)));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
