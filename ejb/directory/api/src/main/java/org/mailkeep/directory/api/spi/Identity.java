package org.mailkeep.directory.api.spi;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailkeep.directory.api.PrincipalDraft;

/// Which entry of a foreign directory is meant.
///
/// @param key the directory's own, which stays when names change: `entryUUID`, `objectGUID`; the
///   name where there is no better one
/// @param name the login name, in the form in which login names are kept
public record Identity(String key, String name) {
  /// Octets of UTF-8 that a key has at most.
  public static final int MAX_KEY = 400;

  public Identity {
    name = PrincipalDraft.login(name);
    if (!fits(key, MAX_KEY) || !fits(name, PrincipalDraft.MAX_LOGIN)) {
      throw new IllegalArgumentException("an entry without a usable key or name");
    }
  }

  /// What a directory gives; empty when it makes no entry.
  public static Optional<Identity> read(String key, String name) {
    String login = PrincipalDraft.login(name);
    return fits(key, MAX_KEY) && fits(login, PrincipalDraft.MAX_LOGIN)
        ? Optional.of(new Identity(key, login))
        : Optional.empty();
  }

  /// An entry that has no better key than its name.
  public static Optional<Identity> read(String name) {
    return read(PrincipalDraft.login(name), name);
  }

  private static boolean fits(String text, int most) {
    return !text.isBlank()
        && text.getBytes(StandardCharsets.UTF_8).length <= most
        && text.chars().noneMatch(Character::isISOControl);
  }
}
