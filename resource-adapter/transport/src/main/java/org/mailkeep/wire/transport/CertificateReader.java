package org.mailkeep.wire.transport;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;

/// The certificates of `certificate.<id>`.
public final class CertificateReader {

  private static final String TABLE = "certificate";

  private CertificateReader() {}

  /// Reads every certificate; reports each that cannot be used, and leaves it out.
  public static Certificates read(
      Configuration configuration, Consumer<ConfigurationProblem> problems) {
    var entries = new ArrayList<CertificateEntry>();
    for (String id : configuration.ids(TABLE)) {
      try {
        entries.add(
            entry(
                id,
                configuration.get(TlsSettings.CERT, id),
                configuration.get(TlsSettings.PRIVATE_KEY, id),
                configuration.get(TlsSettings.DEFAULT, id)));
      } catch (Pem.Malformed e) {
        problems.accept(
            configuration.problem(String.valueOf(e.getMessage()), TlsSettings.CERT, id));
      }
    }
    return new Certificates(entries);
  }

  /// Reads one certificate with its key.
  ///
  /// @throws Pem.Malformed when either cannot be read, or they do not belong together
  public static CertificateEntry entry(
      String id, String certificates, String privateKey, boolean isDefault) throws Pem.Malformed {
    var chain = Pem.certificates(certificates);
    var key = Pem.privateKey(privateKey);
    if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
      throw new Pem.Malformed("the private key is not the certificate's");
    }
    return new CertificateEntry(id, chain, key, isDefault);
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    var text = new byte[32];
    new SecureRandom().nextBytes(text);
    try {
      var signer = Signature.getInstance(algorithm);
      signer.initSign(privateKey);
      signer.update(text);
      byte[] signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(text);
      return signer.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
