package org.mailkeep.wire.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// Certificates and private keys in PEM (RFC 7468): X.509, PKCS #8, and the older forms of RSA keys
/// (RFC 8017 A.1.2) and of EC keys (RFC 5915).
public final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]{1,100000})-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /// `rsaEncryption` with its empty parameters.
  private static final byte[] RSA = der(0x30, hex("06092a864886f70d010101"), hex("0500"));

  private static final byte[] EC = hex("06072a8648ce3d0201");
  private static final byte[] VERSION = hex("020100");

  private Pem() {}

  /// The text is not what it should be.
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    /// With what is wrong; never with anything of a key.
    public Malformed(String message) {
      super(message);
    }
  }

  private record Block(String label, byte[] octets) {}

  private static List<Block> blocks(String text) throws Malformed {
    var blocks = new ArrayList<Block>();
    var match = BLOCK.matcher(text);
    while (match.find()) {
      try {
        String base64 = match.group(2).replaceAll("\\s", "");
        blocks.add(new Block(match.group(1), Base64.getDecoder().decode(base64)));
      } catch (IllegalArgumentException _) {
        throw new Malformed(match.group(1) + " is not base64; encrypted keys cannot be used");
      }
    }
    return blocks;
  }

  /// Every certificate of the text, in its order.
  ///
  /// @throws Malformed when there is none, or one cannot be read
  public static List<X509Certificate> certificates(String text) throws Malformed {
    var certificates = new ArrayList<X509Certificate>();
    for (Block block : blocks(text)) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(certificate(block.octets()));
      }
    }
    if (certificates.isEmpty()) {
      throw new Malformed("no certificate in PEM");
    }
    return certificates;
  }

  private static X509Certificate certificate(byte[] octets) throws Malformed {
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(octets));
      if (read instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException _) {
      // Said below.
    }
    throw new Malformed("a certificate cannot be read");
  }

  /// The first private key of the text.
  ///
  /// @throws Malformed when there is none, it is encrypted, or cannot be read
  public static PrivateKey privateKey(String text) throws Malformed {
    for (Block block : blocks(text)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return pkcs8(block.octets());
        }
        case "RSA PRIVATE KEY" -> {
          return pkcs8(der(0x30, VERSION, RSA, der(0x04, block.octets())));
        }
        case "EC PRIVATE KEY" -> {
          return pkcs8(der(0x30, VERSION, ecAlgorithm(block.octets()), der(0x04, block.octets())));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw new Malformed("encrypted keys cannot be used");
        default -> {}
      }
    }
    throw new Malformed("no private key in PEM");
  }

  private static PrivateKey pkcs8(byte[] octets) throws Malformed {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
      } catch (InvalidKeySpecException _) {
        // A key of another algorithm.
      } catch (GeneralSecurityException e) {
        throw new Malformed("this Java has no " + algorithm + ": " + e.getMessage());
      }
    }
    throw new Malformed("a private key cannot be read");
  }

  /// The algorithm with the curve that stands in the key itself, as `[0]` (RFC 5915 §3).
  private static byte[] ecAlgorithm(byte[] key) throws Malformed {
    for (int i = 0; i + 3 < key.length; i++) {
      int length = key[i + 1];
      boolean curve = (key[i] & 0xff) == 0xa0 && key[i + 2] == 0x06 && key[i + 3] == length - 2;
      if (curve && i + 2 + length <= key.length) {
        var oid = new byte[length];
        System.arraycopy(key, i + 2, oid, 0, length);
        return der(0x30, EC, oid);
      }
    }
    throw new Malformed("an EC key without the name of its curve");
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 128) {
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
