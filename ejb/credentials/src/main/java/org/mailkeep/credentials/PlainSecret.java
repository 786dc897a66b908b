package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A password in clear text.
record PlainSecret(byte[] secret) implements StoredSecret {
  static PlainSecret read(String text) {
    return new PlainSecret(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean matches(byte[] password) {
    return MessageDigest.isEqual(secret, password);
  }

  @Override
  public String toString() {
    return "plain";
  }
}
