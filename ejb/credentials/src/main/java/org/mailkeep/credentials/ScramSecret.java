package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

/// Keys for SCRAM: `SCRAM-SHA-256$4096:salt$storedKey:serverKey` (RFC 5803 §2, PostgreSQL) and
/// `{SCRAM-SHA-256}4096,salt,storedKey,serverKey` (Dovecot), the same with SHA-1.
record ScramSecret(ScramKeys keys) implements StoredSecret {
  private static final Pattern FORM =
      Pattern.compile("(SCRAM-SHA-(?:1|256))\\$(\\d{1,7}):([^$:]+)\\$([^$:]+):([^$:]+)");
  private static final Pattern TAGGED = Pattern.compile("(\\d{1,7}),([^,]+),([^,]+),([^,]+)");

  /// @return null when the text has no such keys, or asks for more work than is sensible
  static @Nullable ScramSecret read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    ScramHash hash =
        form.group(1).equals(ScramHash.SHA_1.mechanism()) ? ScramHash.SHA_1 : ScramHash.SHA_256;
    return of(hash, form.group(2), form.group(3), form.group(4), form.group(5));
  }

  /// Whether a text begins as keys do.
  static boolean begins(String text) {
    return text.startsWith("SCRAM-SHA-256$") || text.startsWith("SCRAM-SHA-1$");
  }

  /// A reader of what follows `{SCRAM-SHA-256}`.
  static StoredSecret.Format tagged(ScramHash hash) {
    return text -> {
      Matcher form = TAGGED.matcher(text);
      return form.matches()
          ? of(hash, form.group(1), form.group(2), form.group(3), form.group(4))
          : null;
    };
  }

  private static @Nullable ScramSecret of(
      ScramHash hash, String iterations, String salt, String storedKey, String serverKey) {
    try {
      return new ScramSecret(
          new ScramKeys(
              hash,
              octets(salt),
              Integer.parseInt(iterations),
              octets(storedKey),
              octets(serverKey)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] octets(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /// What is stored.
  String stored() {
    var base64 = Base64.getEncoder();
    return keys.hash().mechanism()
        + "$"
        + keys.iterations()
        + ":"
        + base64.encodeToString(keys.salt())
        + "$"
        + base64.encodeToString(keys.storedKey())
        + ":"
        + base64.encodeToString(keys.serverKey());
  }

  @Override
  public boolean matches(byte[] password) {
    return keys.fit(new String(password, StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return keys.toString();
  }
}
