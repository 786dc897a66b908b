package org.mailkeep.credentials;

import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

/// `$scrypt$ln=16,r=8,p=1$salt$hash` (RFC 7914).
record ScryptSecret(int logN, int r, int p, byte[] salt, byte[] hash) implements StoredSecret {
  private static final int MAX_LOG_N = 20;
  private static final int MAX_MEMORY = 1 << 30;

  /// @return null when the text is no scrypt hash, or costs more than we pay
  static @Nullable ScryptSecret read(String text) {
    PhcText phc = PhcText.read(text);
    if (phc == null || !phc.id().equals("scrypt") || phc.hash().length < 16) {
      return null;
    }
    try {
      int logN = phc.parameter("ln", 1, MAX_LOG_N);
      int r = phc.parameter("r", 1, 64);
      int p = phc.parameter("p", 1, 64);
      boolean affordable = ((128L * r) << logN) <= MAX_MEMORY && logN < 16 * r;
      return affordable ? new ScryptSecret(logN, r, p, phc.salt(), phc.hash()) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean matches(byte[] password) {
    byte[] derived = SCrypt.generate(password, salt, 1 << logN, r, p, hash.length);
    return MessageDigest.isEqual(hash, derived);
  }

  @Override
  public String toString() {
    return "scrypt ln=" + logN + ",r=" + r + ",p=" + p;
  }
}
