package org.mailkeep.credentials;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.ScramHash;

/// Which formats of stored passwords there are: `$id$…` and `_…` as crypt(3) and PHC write them,
/// `{SCHEME}…` as LDAP directories do (RFC 2307 §5.3), keys for SCRAM (RFC 5803), and everything
/// else as clear text.
final class SecretFormats {
  private static final Map<String, StoredSecret.Format> MODULAR = modular();
  private static final Map<String, StoredSecret.Format> TAGGED = tagged();

  private SecretFormats() {}

  /// Reads a stored secret.
  ///
  /// @return null when its format is not one of ours, or asks for more work than is sensible
  static @Nullable StoredSecret read(String text) {
    int close = text.indexOf('}');
    if (text.startsWith("{") && close > 0) {
      String scheme =
          text.substring(1, close).toUpperCase(Locale.ROOT).replaceFirst("\\.(B64|HEX)$", "");
      StoredSecret.Format format = TAGGED.get(scheme);
      return format == null ? null : format.read(text.substring(close + 1));
    }
    return isModular(text) ? modular(text) : PlainSecret.read(text);
  }

  private static boolean isModular(String text) {
    return text.startsWith("$") || ScramSecret.begins(text) || DesCryptSecret.isExtended(text);
  }

  /// What follows `{CRYPT}`, where a text without `$` is no clear text.
  private static @Nullable StoredSecret crypt(String text) {
    return text.startsWith("$") ? modular(text) : DesCryptSecret.read(text);
  }

  private static @Nullable StoredSecret modular(String text) {
    for (var format : MODULAR.entrySet()) {
      if (text.startsWith(format.getKey())) {
        return format.getValue().read(text);
      }
    }
    return null;
  }

  private static Map<String, StoredSecret.Format> modular() {
    var formats = new LinkedHashMap<String, StoredSecret.Format>();
    formats.put("$argon2", Argon2Secret::read);
    formats.put("$2", BcryptSecret::read);
    formats.put("$scrypt$", ScryptSecret::read);
    formats.put("$pbkdf2", Pbkdf2Secret::read);
    formats.put("$6$", ShaCryptSecret::read);
    formats.put("$5$", ShaCryptSecret::read);
    formats.put("$1$", Md5CryptSecret::read);
    formats.put("$sha1$", Sha1CryptSecret::read);
    formats.put("_", DesCryptSecret::read);
    formats.put("SCRAM-", ScramSecret::read);
    return formats;
  }

  private static Map<String, StoredSecret.Format> tagged() {
    var formats = new HashMap<String, StoredSecret.Format>();
    formats.put("SHA", DigestSecret.format("SHA-1", 20, false));
    formats.put("SSHA", DigestSecret.format("SHA-1", 20, true));
    formats.put("SHA256", DigestSecret.format("SHA-256", 32, false));
    formats.put("SSHA256", DigestSecret.format("SHA-256", 32, true));
    formats.put("SHA512", DigestSecret.format("SHA-512", 64, false));
    formats.put("SSHA512", DigestSecret.format("SHA-512", 64, true));
    formats.put("MD5", DigestSecret.format("MD5", 16, false));
    formats.put("PLAIN-MD5", DigestSecret.format("MD5", 16, false));
    formats.put("SMD5", DigestSecret.format("MD5", 16, true));
    formats.put("PLAIN", PlainSecret::read);
    formats.put("CLEAR", PlainSecret::read);
    formats.put("CLEARTEXT", PlainSecret::read);
    formats.put("PBKDF2", Pbkdf2Secret::readTagged);
    for (String name : new String[] {"ARGON2", "ARGON2I", "ARGON2ID", "SCRYPT"}) {
      formats.put(name, SecretFormats::modular);
    }
    for (String name : new String[] {"BLF-CRYPT", "SHA512-CRYPT", "SHA256-CRYPT", "MD5-CRYPT"}) {
      formats.put(name, SecretFormats::modular);
    }
    formats.put("CRYPT", SecretFormats::crypt);
    formats.put("DES-CRYPT", SecretFormats::crypt);
    formats.put("SCRAM-SHA-256", ScramSecret.tagged(ScramHash.SHA_256));
    formats.put("SCRAM-SHA-1", ScramSecret.tagged(ScramHash.SHA_1));
    return formats;
  }
}
