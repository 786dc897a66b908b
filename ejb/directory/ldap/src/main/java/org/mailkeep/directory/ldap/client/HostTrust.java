package org.mailkeep.directory.ldap.client;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

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

  /// By the authorities that this Java trusts.
  ///
  /// @throws GeneralSecurityException when they cannot be read
  static X509TrustManager of(String host) throws GeneralSecurityException {
    return of(host, null);
  }

  /// By given authorities.
  ///
  /// @param authorities null for those that this Java trusts
  static X509TrustManager of(String host, @Nullable KeyStore authorities)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return new HostTrust(host, found);
      }
    }
    throw new GeneralSecurityException("no trust manager");
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
    throw new CertificateException("the server's certificate is not for " + host);
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
