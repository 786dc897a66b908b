package org.mailkeep.wire.connector;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.mailkeep.kernel.Chance;

/// The certificate of a server that was given none: made once, kept in the instance, for trials.
///
/// @param certificate PEM file of the certificate
/// @param key PEM file of its key, readable by the owner alone
public record SelfSigned(Path certificate, Path key) {
  private static final Duration LIFE = Duration.ofDays(3650);

  /// The pair in a folder, made when it is not there.
  ///
  /// @param hostname what the certificate is for, beside `localhost`
  /// @throws IOException when it cannot be made or written
  public static SelfSigned in(Path folder, String hostname, Instant now, Chance chance)
      throws IOException {
    var pair =
        new SelfSigned(folder.resolve("self-signed.pem"), folder.resolve("self-signed.key.pem"));
    if (Files.notExists(pair.certificate) || Files.notExists(pair.key)) {
      Files.createDirectories(folder);
      try {
        pair.make(hostname, now, chance);
      } catch (GeneralSecurityException | OperatorCreationException e) {
        throw new IOException("cannot make a self-signed certificate", e);
      }
    }
    return pair;
  }

  private void make(String hostname, Instant now, Chance chance)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    var name = new X500NameBuilder().addRDN(BCStyle.CN, hostname).build();
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, hostname),
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            });
    X509CertificateHolder holder =
        new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(1, chance.octets(16)),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(LIFE)),
                name,
                keys.getPublic())
            .addExtension(Extension.subjectAlternativeName, false, names)
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    var permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.deleteIfExists(key);
    Files.createFile(key, permissions);
    Files.writeString(
        key,
        pem(new JcaPKCS8Generator(keys.getPrivate(), null)),
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.writeString(certificate, pem(holder));
  }

  private static String pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
