package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/// `$sha1$rounds$salt$hash` of crypt(3): HMAC-SHA1 keyed with the password, again and again. Read
/// only, for accounts that come from elsewhere.
record Sha1CryptSecret(int rounds, String salt, String hash) implements StoredSecret {
  private static final Pattern FORM =
      Pattern.compile("\\$sha1\\$(\\d{1,8})\\$([./0-9A-Za-z]{0,64})\\$([./0-9A-Za-z]{28})");
  private static final int MAX_ROUNDS = 10_000_000;

  /// @return null when the text is no such hash, or costs more than we pay
  static @Nullable Sha1CryptSecret read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    int rounds = Integer.parseInt(form.group(1));
    return rounds < 1 || rounds > MAX_ROUNDS
        ? null
        : new Sha1CryptSecret(rounds, form.group(2), form.group(3));
  }

  @Override
  public boolean matches(byte[] password) {
    var mac = new HMac(new SHA1Digest());
    mac.init(new KeyParameter(password));
    byte[] result = (salt + "$sha1$" + rounds).getBytes(StandardCharsets.UTF_8);
    var next = new byte[mac.getMacSize()];
    for (int round = 0; round < rounds; round++) {
      mac.update(result, 0, result.length);
      mac.doFinal(next, 0);
      result = next;
    }
    return new CryptText(result)
        .three(0, 1, 2)
        .three(3, 4, 5)
        .three(6, 7, 8)
        .three(9, 10, 11)
        .three(12, 13, 14)
        .three(15, 16, 17)
        .three(18, 19, 0)
        .is(hash);
  }

  @Override
  public String toString() {
    return "sha1-crypt rounds=" + rounds;
  }
}
