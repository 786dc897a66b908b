package org.mailkeep.mime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The base subject of RFC 5256 §2.1: what is left of a subject when decoding, reply and forward
/// marks are taken off. Messages of one thread share it. QUIRK: besides the marks that the RFC
/// names, those that clients write in other languages (`AW:`, `WG:`, `SV:`, `VS:`, `Antw:`) are
/// taken off, so that answers find their thread.
///
/// @param text in lower case; empty when nothing is left
/// @param reply whether a mark was taken off, so that the message answers or forwards another
public record BaseSubject(String text, boolean reply) {
  /// Longer subjects are cut before they are looked at.
  private static final int LENGTH = 2_000;

  /// Marks that are taken off one subject.
  private static final int MARKS = 50;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern BLOB = Pattern.compile("\\[[^\\[\\]]*+]\\s*+");

  private static final Pattern REPLY =
      Pattern.compile("(?:re|fwd?|aw|wg|sv|vs|antw)\\s*+(?:\\[[^\\[\\]]*+]\\s*+)?:\\s*+");

  private static final Pattern FORWARD = Pattern.compile("\\[fwd:(.*)]\\s*+");

  private static final String TRAILER = "(fwd)";

  /// The base subject in lower case; empty when nothing is left.
  public static String of(String subject) {
    return extract(subject).text();
  }

  /// Takes a subject apart.
  public static BaseSubject extract(String subject) {
    String decoded = EncodedWords.decode(subject);
    if (decoded.length() > LENGTH) {
      decoded = decoded.substring(0, LENGTH);
    }
    String base = BLANKS.matcher(decoded).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    BaseSubject rest = new BaseSubject(base, false);
    for (int i = 0; i < MARKS; i++) {
      BaseSubject next = rest.withoutMark();
      if (next.text.equals(rest.text)) {
        return rest;
      }
      rest = next;
    }
    return rest;
  }

  private BaseSubject withoutMark() {
    if (text.endsWith(TRAILER)) {
      return new BaseSubject(text.substring(0, text.length() - TRAILER.length()).strip(), true);
    }
    Matcher mark = REPLY.matcher(text);
    if (mark.lookingAt()) {
      return new BaseSubject(text.substring(mark.end()), true);
    }
    Matcher blob = BLOB.matcher(text);
    if (blob.lookingAt() && blob.end() < text.length()) {
      return new BaseSubject(text.substring(blob.end()), reply);
    }
    Matcher forward = FORWARD.matcher(text);
    return forward.matches() ? new BaseSubject(forward.group(1).strip(), true) : this;
  }
}
