package org.mailkeep.imap;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailkeep.imap.FetchReader.Atom;
import org.mailkeep.imap.FetchReader.Value;
import org.mailkeep.mime.Part;

/// What was told otherwise of a message.
///
/// @param message as we read it
/// @param root the same as a part
/// @param section that was asked for, such as `2.1`
record Difference(String message, Part root, String section, String key, Value ours, Value theirs) {
  static final Atom HUNG_UP = new Atom("hung up");
  private static final Pattern BASE64 =
      Pattern.compile("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
  private static final Pattern BROKEN_QUOTED = Pattern.compile("=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n)");

  Difference with(Value newOurs, Value newTheirs) {
    return new Difference(message, root, section, key, newOurs, newTheirs);
  }

  boolean isNone() {
    return ours.equals(theirs);
  }

  boolean isBinary() {
    return key.startsWith("BINARY") || key.startsWith("status");
  }

  boolean isBody() {
    return key.equals("BODY") || key.equals("BODYSTRUCTURE");
  }

  boolean isEnvelope() {
    return key.equals("ENVELOPE");
  }

  boolean isParsed() {
    return isBody() || isEnvelope();
  }

  /// Whether Dovecot told nothing.
  boolean isRefused() {
    return theirs.equals(Atom.ABSENT) || theirs.equals(HUNG_UP);
  }

  /// The part with a number.
  Optional<Part> part(String number) {
    return number.matches("[0-9]+(\\.[0-9]+)*")
        ? root.section(Stream.of(number.split("\\.")).map(Integer::valueOf).toList())
        : Optional.empty();
  }

  /// Whether the message has such a part.
  boolean has(Predicate<Part> wanted) {
    return has(root, wanted);
  }

  private static boolean has(Part part, Predicate<Part> wanted) {
    return wanted.test(part) || part.parts().stream().anyMatch(child -> has(child, wanted));
  }

  String body(Part part) {
    return message.substring((int) part.extent().bodyStart(), (int) part.extent().end());
  }

  /// Whether the body of a part is not in its encoding.
  boolean isBroken(Part part) {
    return switch (part.encoding()) {
      case "base64" -> !BASE64.matcher(body(part).replaceAll("\\s", "")).matches();
      case "quoted-printable" -> BROKEN_QUOTED.matcher(body(part)).find();
      default -> false;
    };
  }

  @Override
  public String toString() {
    return key + "\n  ours   " + ours + "\n  theirs " + theirs + "\n  of     " + shown(message);
  }

  private static String shown(String text) {
    return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
  }
}
