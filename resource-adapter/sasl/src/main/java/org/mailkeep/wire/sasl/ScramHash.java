package org.mailkeep.wire.sasl;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The hash functions that SCRAM is spoken with.
public enum ScramHash {
  /// RFC 5802; for servers that know no better.
  SHA_1("SHA-1", "HmacSHA1", 20),
  /// RFC 7677.
  SHA_256("SHA-256", "HmacSHA256", 32);

  private final String digest;
  private final String mac;
  private final int length;

  ScramHash(String digest, String mac, int length) {
    this.digest = digest;
    this.mac = mac;
    this.length = length;
  }

  /// The mechanism's name, without channel binding: `SCRAM-SHA-256`.
  public String mechanism() {
    return "SCRAM-" + digest;
  }

  /// Octets of a hash.
  public int length() {
    return length;
  }

  /// H(text) of RFC 5802 §2.2.
  byte[] hash(byte[] text) {
    try {
      return MessageDigest.getInstance(digest).digest(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + digest, e);
    }
  }

  /// HMAC(key, text) of RFC 5802 §2.2.
  byte[] hmac(byte[] key, byte[] text) {
    return keyed(key).doFinal(text);
  }

  /// Hi(password, salt, i) of RFC 5802 §2.2: PBKDF2 with one block.
  byte[] stretch(byte[] password, byte[] salt, int iterations) {
    Mac keyed = keyed(password);
    keyed.update(salt);
    byte[] round = keyed.doFinal(new byte[] {0, 0, 0, 1});
    byte[] result = round.clone();
    for (int i = 1; i < iterations; i++) {
      round = keyed.doFinal(round);
      for (int at = 0; at < result.length; at++) {
        result[at] ^= round[at];
      }
    }
    return result;
  }

  /// A key of HMAC is filled up with zeros, so that one of no octets is the same as one zero.
  private Mac keyed(byte[] key) {
    try {
      Mac keyed = Mac.getInstance(mac);
      keyed.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, mac));
      return keyed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + mac, e);
    }
  }
}
