package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What names mailboxes may have.
final class MailboxName {
  /// Names before the path of a mailbox of another one.
  private static final int LEVELS_OF_OTHERS = 2;

  private MailboxName() {}

  /// The names of a path in NFC; one separator at the end means nothing (RFC 9051 §6.3.4).
  static List<String> split(String path) {
    String normal = Normalizer.normalize(path, Normalizer.Form.NFC);
    String plain = normal.endsWith("/") ? normal.substring(0, normal.length() - 1) : normal;
    List<String> names = new ArrayList<>(List.of(plain.split("/", -1)));
    if (names.getFirst().equalsIgnoreCase(Mailbox.INBOX)) {
      names.set(0, Mailbox.INBOX);
    }
    return names;
  }

  /// What is wrong with a path, or null.
  static @Nullable String problem(List<String> names, MailboxLimits limits) {
    if (names.size() > limits.depth()) {
      return "mailboxes lie at most " + limits.depth() + " deep";
    }
    for (String name : names) {
      if (name.isBlank() || !name.strip().equals(name)) {
        return "a name is neither empty nor begins or ends with a blank";
      }
      if (name.getBytes(StandardCharsets.UTF_8).length > limits.nameLength()) {
        return "a name has at most " + limits.nameLength() + " octets";
      }
      if (name.codePoints().anyMatch(MailboxName::isForbidden)) {
        return "a name has no control characters, % or *";
      }
    }
    return null;
  }

  /// What is wrong with a name to subscribe to, or null. There need be no such mailbox; those of
  /// others lie deeper.
  static @Nullable String subscriptionProblem(String path, MailboxLimits limits) {
    int most = (limits.depth() + LEVELS_OF_OTHERS) * (limits.nameLength() + 1) - 1;
    if (path.isEmpty()) {
      return "a name is not empty";
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > most) {
      return "a path has at most " + most + " octets";
    }
    return path.chars().anyMatch(Character::isISOControl)
        ? "a name has no control characters"
        : null;
  }

  /// RFC 5198 §2 and RFC 9051 §5.1 advise against these.
  private static boolean isForbidden(int c) {
    return c == '%'
        || c == '*'
        || Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0xd800 && c <= 0xdfff);
  }
}
