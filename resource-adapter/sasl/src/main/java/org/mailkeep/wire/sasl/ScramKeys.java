package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What a server keeps of a password for SCRAM (RFC 5802 §3): enough to check a proof, too little
/// to make one. Never printed.
///
/// @param iterations of the hash, by which a thief's guesses are slowed down
/// @param storedKey checks the client's proof
/// @param serverKey proves to the client that the server knows it
public record ScramKeys(
    ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
  /// Iterations that a password has at least (RFC 7677 §4).
  public static final int LEAST_ITERATIONS = 4_096;

  /// Iterations that we do at most for somebody else.
  public static final int MOST_ITERATIONS = 5_000_000;

  /// Octets of the longest salt.
  public static final int LONGEST_SALT = 256;

  public ScramKeys {
    salt = salt.clone();
    storedKey = storedKey.clone();
    serverKey = serverKey.clone();
    if (salt.length == 0
        || salt.length > LONGEST_SALT
        || iterations < 1
        || iterations > MOST_ITERATIONS
        || storedKey.length != hash.length()
        || serverKey.length != hash.length()) {
      throw new IllegalArgumentException(
          hash + " keys of " + salt.length + " octets of salt and " + iterations + " iterations");
    }
  }

  /// The keys of a password.
  ///
  /// @param password is prepared by [SaslPrep] where that is possible
  public static ScramKeys of(ScramHash hash, String password, byte[] salt, int iterations) {
    byte[] salted = hash.stretch(prepared(password), salt, iterations);
    byte[] clientKey = hash.hmac(salted, ascii("Client Key"));
    return new ScramKeys(
        hash, salt, iterations, hash.hash(clientKey), hash.hmac(salted, ascii("Server Key")));
  }

  /// Whether it is the password of these keys.
  public boolean fit(String password) {
    return MessageDigest.isEqual(storedKey, of(hash, password, salt, iterations).storedKey);
  }

  /// Whether somebody who knows the password made a proof for this exchange.
  ///
  /// @param message AuthMessage of RFC 5802 §3
  /// @param proof ClientProof, of any length
  public boolean prove(byte[] message, byte[] proof) {
    byte[] signature = hash.hmac(storedKey, message);
    boolean fits = proof.length == signature.length;
    byte[] clientKey = xor(fits ? proof : signature, signature);
    return MessageDigest.isEqual(storedKey, hash.hash(clientKey)) && fits;
  }

  /// ServerSignature of RFC 5802 §3, for a client that has proved itself.
  byte[] signature(byte[] message) {
    return hash.hmac(serverKey, message);
  }

  static byte[] prepared(String password) {
    return SaslPrep.prepare(password).orElse(password).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] xor(byte[] one, byte[] other) {
    byte[] result = one.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= other[i];
    }
    return result;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  @Override
  public byte[] storedKey() {
    return storedKey.clone();
  }

  @Override
  public byte[] serverKey() {
    return serverKey.clone();
  }

  @Override
  public String toString() {
    return hash.mechanism() + " keys, " + iterations + " iterations";
  }
}
