package org.mailkeep.mime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The base subject of RFC 5256 §2.1: what is left of a subject when decoding, reply and forward
/// marks are taken off. Messages of one thread share it.
public final class BaseSubject {
  /// Longer subjects are cut before they are looked at.
  private static final int LENGTH = 2_000;

  /// Marks that are taken off one subject.
  private static final int MARKS = 50;

  private static final Pattern BLOB = Pattern.compile("\\[[^\\[\\]]*+]\\s*+");

  private static final Pattern REPLY =
      Pattern.compile("(?:re|fwd?|aw|wg|sv|vs|antw)\\s*+(?:\\[[^\\[\\]]*+]\\s*+)?:\\s*+");

  private static final Pattern FORWARD = Pattern.compile("\\[fwd:(.*)]\\s*+");

  private static final String TRAILER = "(fwd)";

  private BaseSubject() {}

  /// The base subject in lower case; empty when nothing is left.
  public static String of(String subject) {
    String text = EncodedWords.decode(subject);
    if (text.length() > LENGTH) {
      text = text.substring(0, LENGTH);
    }
    String base = text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    for (int i = 0; i < MARKS; i++) {
      String next = withoutMark(base);
      if (next.equals(base)) {
        return base;
      }
      base = next;
    }
    return base;
  }

  private static String withoutMark(String text) {
    if (text.endsWith(TRAILER)) {
      return text.substring(0, text.length() - TRAILER.length()).strip();
    }
    Matcher reply = REPLY.matcher(text);
    if (reply.lookingAt()) {
      return text.substring(reply.end());
    }
    Matcher blob = BLOB.matcher(text);
    if (blob.lookingAt() && blob.end() < text.length()) {
      return text.substring(blob.end());
    }
    Matcher forward = FORWARD.matcher(text);
    return forward.matches() ? forward.group(1).strip() : text;
  }
}
