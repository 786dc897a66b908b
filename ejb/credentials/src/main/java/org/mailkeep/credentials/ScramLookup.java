package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

/// Finds the keys for SCRAM among secrets; and makes some up for logins that have none, always the
/// same for one login, so that nobody can find out who is here. Safe for many threads.
public final class ScramLookup {
  /// Octets of the secret that made-up keys come from.
  public static final int SECRET = 32;

  private static final int SALT = 16;

  private final byte[] secret;
  private final int iterations;

  /// @param secret the same on every node and after every restart
  /// @param iterations of keys that are made up, or made of clear text
  public ScramLookup(byte[] secret, int iterations) {
    this.secret = secret.clone();
    this.iterations = iterations;
  }

  /// The same with other iterations.
  public ScramLookup with(int others) {
    return others == iterations ? this : new ScramLookup(secret, others);
  }

  /// The keys of an account; those of a clear text are made now. Empty when it has none, or wants a
  /// code, which SCRAM cannot carry.
  ///
  /// @param login in the one form that it is known by
  /// @param stored all its secrets
  public Optional<ScramKeys> keys(String login, List<String> stored) {
    SecretList secrets = SecretList.read(stored, Instant.MAX);
    if (secrets.wantsCode()) {
      return Optional.empty();
    }
    return kept(secrets).or(() -> clearText(secrets).map(text -> stretched(login, text)));
  }

  /// The keys of an account, or made-up ones: with the same work whether it has keys, a clear text
  /// or nothing, for where each may be.
  ///
  /// @param login in the one form that it is known by
  /// @param stored all its secrets; none for a login that nobody has
  public ScramKeys evenly(String login, List<String> stored) {
    SecretList secrets = SecretList.read(stored, Instant.MAX);
    Optional<String> text = secrets.wantsCode() ? Optional.empty() : clearText(secrets);
    ScramKeys stretched = stretched(login, text.orElse("nobody's"));
    ScramKeys otherwise = text.isPresent() ? stretched : madeUp(login);
    return secrets.wantsCode() ? otherwise : kept(secrets).orElse(otherwise);
  }

  private static Optional<ScramKeys> kept(SecretList secrets) {
    return secrets.passwords().stream()
        .filter(item -> item.secret() instanceof ScramSecret)
        .map(item -> ((ScramSecret) item.secret()).keys())
        .filter(keys -> keys.hash() == ScramHash.SHA_256)
        .findFirst();
  }

  private static Optional<String> clearText(SecretList secrets) {
    return secrets.passwords().stream()
        .filter(item -> item.secret() instanceof PlainSecret)
        .map(item -> new String(((PlainSecret) item.secret()).secret(), StandardCharsets.UTF_8))
        .findFirst();
  }

  private ScramKeys stretched(String login, String text) {
    return ScramKeys.of(ScramHash.SHA_256, text, salt(login), iterations);
  }

  /// Keys that nobody's password fits.
  public ScramKeys madeUp(String login) {
    return new ScramKeys(
        ScramHash.SHA_256,
        salt(login),
        iterations,
        derived("stored key", login),
        derived("server key", login));
  }

  private byte[] salt(String login) {
    return Arrays.copyOf(derived("salt", login), SALT);
  }

  private byte[] derived(String what, String login) {
    var mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(secret));
    byte[] octets = (what + "\0" + login).getBytes(StandardCharsets.UTF_8);
    mac.update(octets, 0, octets.length);
    var derived = new byte[mac.getMacSize()];
    mac.doFinal(derived, 0);
    return derived;
  }
}
