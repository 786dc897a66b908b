package org.mailkeep.credentials;

import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/// `$2b$10$` with 22 characters of salt and 31 of hash; also `$2a$`, `$2y$`, `$2$`.
record BcryptSecret(String stored) implements StoredSecret {
  private static final Pattern FORM =
      Pattern.compile("\\$2[abxy]?\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  /// @return null when the text is no bcrypt hash, or costs more than 2^16 rounds
  static @Nullable BcryptSecret read(String text) {
    return FORM.matcher(text).matches() ? new BcryptSecret(text) : null;
  }

  @Override
  public boolean matches(byte[] password) {
    return OpenBSDBCrypt.checkPassword(stored, password);
  }

  @Override
  public String toString() {
    return "bcrypt";
  }
}
