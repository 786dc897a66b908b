package org.mailkeep.kernel;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts whom another trusts, and says by which settings it would trust others.
final class ExplainedTrust extends X509ExtendedTrustManager {
  /// What is wrong with a certificate whoever has signed it.
  private static final Set<CertPathValidatorException.Reason> OF_ITSELF =
      Set.of(BasicReason.EXPIRED, BasicReason.NOT_YET_VALID, BasicReason.REVOKED);

  private final X509ExtendedTrustManager judge;

  ExplainedTrust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /// By the authorities that this Java trusts.
  static ExplainedTrust usual() {
    return new ExplainedTrust(JavaTrust.judge());
  }

  /// Java's own judge.
  ///
  /// @param authorities null for those that this Java trusts
  static X509ExtendedTrustManager by(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no trust manager");
  }

  /// A judgement.
  private interface Case {
    void judge() throws CertificateException;
  }

  private static void explained(Case one) throws CertificateException {
    try {
      one.judge();
    } catch (CertificateException e) {
      String names = isOfOthers(e) ? "tls.ca names its authority or " : "";
      // The alert that the server gets depends on the cause.
      throw new CertificateException(
          "its certificate is not trusted, unless %stls.allow-invalid-certs takes any: %s"
              .formatted(names, e.getMessage()),
          e.getCause() == null ? e : e.getCause());
    }
  }

  /// Whether a certificate was refused as no authority that is trusted has signed it.
  static boolean isOfOthers(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      boolean broken =
          cause instanceof CertPathValidatorException path && !OF_ITSELF.contains(path.getReason());
      if (broken || cause instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    explained(() -> judge.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    explained(() -> judge.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    explained(() -> judge.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
