package org.mailkeep.credentials;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an account's secrets are: passwords, any of which will do; authenticator apps, of which one
/// has to show a code besides; passwords for programs, which need no code.
///
/// @param unreadable whether there are some that we cannot read
record SecretList(
    List<Item> passwords, List<Item> programs, List<Totp> authenticators, boolean unreadable) {
  private static final Logger LOG = System.getLogger(SecretList.class.getName());

  /// The password, and the code behind it.
  private static final Pattern WITH_CODE = Pattern.compile("(.*)\\$([0-9]{6,8})", Pattern.DOTALL);

  /// A secret and its text.
  record Item(String text, StoredSecret secret) {}

  /// A password without its code.
  record Split(String password, Optional<String> code) {}

  /// Reads secrets as they are stored.
  ///
  /// @param now those for programs that have run out are left out
  static SecretList read(List<String> stored, Instant now) {
    var passwords = new ArrayList<Item>(stored.size());
    var programs = new ArrayList<Item>();
    var authenticators = new ArrayList<Totp>();
    boolean unreadable = false;
    for (String text : stored) {
      if (text.startsWith(Totp.SCHEME)) {
        Totp.read(text).ifPresent(authenticators::add);
        unreadable |= Totp.read(text).isEmpty();
        continue;
      }
      boolean program = AppPassword.begins(text);
      StoredSecret secret = program ? program(text, now) : SecretFormats.read(text);
      if (secret != null) {
        (program ? programs : passwords).add(new Item(text, secret));
      } else if (!program) {
        LOG.log(Level.WARNING, "a stored secret is in a format that is not known");
      }
    }
    if (unreadable) {
      LOG.log(Level.WARNING, "a stored authenticator app cannot be read: no login with a code");
    }
    return new SecretList(passwords, programs, authenticators, unreadable);
  }

  private static @Nullable StoredSecret program(String text, Instant now) {
    return AppPassword.read(text)
        .filter(password -> password.holds(now))
        .map(password -> SecretFormats.read(password.secret()))
        .orElse(null);
  }

  /// Whether a password alone does not do.
  boolean wantsCode() {
    return unreadable || !authenticators.isEmpty();
  }

  /// What of a text is password, and what is code; where no code is wanted, all is password.
  Split split(String text) {
    if (!wantsCode()) {
      return new Split(text, Optional.empty());
    }
    Matcher form = WITH_CODE.matcher(text);
    return form.matches()
        ? new Split(form.group(1), Optional.of(form.group(2)))
        : new Split(text, Optional.empty());
  }

  boolean isEmpty() {
    return passwords.isEmpty() && programs.isEmpty();
  }

  /// The first of some that a password is.
  static Optional<Item> matching(List<Item> items, byte[] password) {
    return items.stream().filter(item -> item.secret().matches(password)).findFirst();
  }
}
