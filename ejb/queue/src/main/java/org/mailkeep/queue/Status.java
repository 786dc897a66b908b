package org.mailkeep.queue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why an attempt ended as it did, as reports and administrators are told.
///
/// @param code the enhanced status code, such as `5.1.1` (RFC 3463)
/// @param text one line for people; of a remote server its whole reply, such as `550 5.1.1 no such
///   user`
/// @param remote the name of the server that said so, or null when we say so ourselves
public record Status(String code, String text, @Nullable String remote) {
  private static final int MAX_TEXT = 1_000;
  private static final Pattern CODE = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

  public Status {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("not an enhanced status code: " + code);
    }
    String line = CONTROLS.matcher(text).replaceAll(" ").strip();
    text = line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line;
  }

  /// What we say ourselves.
  public static Status ours(String code, String text) {
    return new Status(code, text, null);
  }
}
