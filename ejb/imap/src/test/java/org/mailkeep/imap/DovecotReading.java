package org.mailkeep.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.mime.Part;

/// What Dovecot 2.3 reads otherwise than we do, where the RFCs leave it open. Each rewrites a
/// message, octet for octet as long, into one that leaves no doubt: of that one we must tell just
/// what Dovecot tells of the message itself.
enum DovecotReading {
  /// Dovecot takes a line that begins with a boundary for a delimiter, as a note in RFC 2046 §5.1.1
  /// allows; the grammar there lets only blanks follow. Real mail has boundaries that begin with
  /// another one of the same message (`Apple-Mail-1` and `Apple-Mail-10`).
  BOUNDARY_PREFIX {
    @Override
    String delimited(String text, List<String> boundaries) {
      String delimited = text;
      for (String boundary : boundaries) {
        Pattern line =
            Pattern.compile(
                "(?m)^(--" + Pattern.quote(boundary) + "(?:--)?+)([ \t]*[^ \t\r\n][^\r\n]*)");
        delimited =
            line.matcher(delimited)
                .replaceAll(found ->
                    Matcher.quoteReplacement(
                        found.group(1) + "\t".repeat(found.group(2).length())));
      }
      return delimited;
    }
  },

  /// Blanks at the end of a boundary count for Dovecot; with us they do not, as those at the end of
  /// a line get lost on the way. RFC 2046 §5.1.1 has no grammar for them.
  BLANK_BOUNDARY {
    @Override
    String delimited(String text, List<String> boundaries) {
      String delimited = text;
      for (String boundary : boundaries) {
        String bare = boundary.stripTrailing();
        if (!bare.equals(boundary)) {
          String blanks = boundary.substring(bare.length());
          String closed = "--\t";
          delimited =
              delimited
                  .replaceAll(
                      "(?m)^--(" + Pattern.quote(bare) + ")" + blanks + "--", "--$1" + closed)
                  .replaceAll(
                      "(?m)^-(-" + Pattern.quote(bare) + "(?!" + blanks + "|" + closed + "))",
                      NO_DASH + "$1");
        }
      }
      return delimited;
    }
  },

  /// A message in Base64 or quoted-printable is no message to read (RFC 2046 §5.2.1: "no encoding
  /// other than 7bit, 8bit, or binary"); Dovecot reads it as if there was no encoding.
  ENCODED_MESSAGE {
    @Override
    String rewritten(String message) {
      StringBuilder text = new StringBuilder(message);
      eachHeader(
          message,
          (part, header) -> {
            for (HeaderBlock.Field field : header.fields()) {
              if (part.type().isMessage() && field.is("content-transfer-encoding")) {
                int start = (int) part.extent().headerStart();
                String value = message.substring(start + field.value(), start + field.end());
                text.replace(
                    start + field.value(),
                    start + field.end(),
                    value
                        .replaceAll("(?i)base64", "binary")
                        .replace("quoted-printable", "binary(12345678)")
                        .replace("QUOTED-PRINTABLE", "BINARY(12345678)"));
              }
            }
          });
      return text.toString();
    }
  },

  /// Of encodings Dovecot tells the first, as we do, but decodes from the last. There may be one
  /// (RFC 2045 §3).
  LAST_ENCODING {
    @Override
    String rewritten(String message) {
      return lastOf(message, Set.of("content-transfer-encoding"));
    }
  },

  /// Of dispositions that have no parameters the first counts for us, for Dovecot the next one.
  /// There may be one (RFC 2183 §2).
  BARE_DISPOSITION {
    @Override
    String rewritten(String message) {
      StringBuilder text = new StringBuilder(message);
      eachHeader(
          message,
          (part, header) -> {
            List<HeaderBlock.Field> all =
                header.fields().stream().filter(field -> field.is("content-disposition")).toList();
            for (int i = 0; i < all.size() - 1; i++) {
              if (header.text(all.get(i)).indexOf('=') >= 0) {
                break;
              }
              hide(text, (int) part.extent().headerStart() + all.get(i).start());
            }
          });
      return text.toString();
    }
  },

  /// Of a field of the envelope that comes twice the first counts for us, the last for Dovecot; it
  /// may come once (RFC 5322 §3.6).
  LAST_FIELD {
    @Override
    String rewritten(String message) {
      return lastOf(message, Set.of("date", "subject", "in-reply-to", "message-id"));
    }
  },

  /// Dovecot tells (but does not do without) an encoding, a description and so on of messages that
  /// have a type or a MIME-Version only; RFC 2045 §6.1 needs none.
  NO_MIME {
    @Override
    String rewritten(String message) {
      StringBuilder text = new StringBuilder(message);
      eachHeader(
          message,
          (part, header) -> {
            boolean isMessage = part.envelope() != null;
            if (isMessage
                && header.first("content-type").isEmpty()
                && header.first("mime-version").isEmpty()) {
              for (HeaderBlock.Field field : header.fields()) {
                if (CONTENT.contains(field.name().toLowerCase(Locale.ROOT))) {
                  hide(text, (int) part.extent().headerStart() + field.start());
                }
              }
            }
          });
      return text.toString();
    }
  };

  /// What is told is read so, and what is decoded.
  static final List<Set<DovecotReading>> TOGETHER =
      List.of(
          EnumSet.complementOf(EnumSet.of(NO_MIME, LAST_ENCODING)),
          EnumSet.complementOf(EnumSet.of(LAST_ENCODING)),
          EnumSet.complementOf(EnumSet.of(NO_MIME)));

  private static final Set<String> CONTENT =
      Set.of(
          "content-type",
          "content-transfer-encoding",
          "content-disposition",
          "content-id",
          "content-description",
          "content-md5",
          "content-language",
          "content-location");

  private static final char NO_DASH = 0x1c;

  private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";\r\n]*)\"?");

  /// A message that leaves no doubt about this.
  String rewritten(String message) {
    return delimited(message, boundaries(message));
  }

  /// The same of the lines of a text that are delimiters.
  String delimited(String text, List<String> boundaries) {
    return text;
  }

  /// A message that leaves no doubt about some.
  ///
  /// @param message rewritten
  /// @param boundaries of the message
  /// @param why it had to be
  record Rewritten(String message, List<String> boundaries, Set<DovecotReading> why) {
    static Rewritten of(String message, Set<DovecotReading> readings) {
      Set<DovecotReading> why = EnumSet.noneOf(DovecotReading.class);
      String text = message;
      for (String before = ""; !before.equals(text); ) {
        before = text;
        for (DovecotReading reading : readings) {
          String changed = reading.rewritten(text);
          if (!changed.equals(text)) {
            why.add(reading);
          }
          text = changed;
        }
      }
      return new Rewritten(text, DovecotReading.boundaries(message), why);
    }

    /// A text of the message with the lines rewritten that are delimiters.
    String delimited(String text) {
      String delimited = text;
      for (DovecotReading reading : why) {
        delimited = reading.delimited(delimited, boundaries);
      }
      return delimited;
    }
  }

  /// A text of a rewritten message as it was before.
  static String original(String text) {
    StringBuilder original =
        new StringBuilder(
            text.replace("binary(12345678)", "quoted-printable")
                .replace("BINARY(12345678)", "QUOTED-PRINTABLE")
                .replace("binary", "base64"));
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      if (c == NO_DASH) {
        original.setCharAt(i, '-');
      } else if (c < ' ' && "\t\r\n".indexOf(c) < 0) {
        original.setCharAt(i, (char) (c + 0x60));
      } else if (c >= 0x80 && c < 0xa0) {
        original.setCharAt(i, (char) (c - 0x40));
      }
    }
    return original.toString();
  }

  /// Makes another name of a field's, in a way that can be undone.
  private static void hide(StringBuilder text, int field) {
    char second = text.charAt(field + 1);
    text.setCharAt(field + 1, (char) (second >= 0x60 ? second - 0x60 : second + 0x40));
  }

  private static String lastOf(String message, Set<String> names) {
    StringBuilder text = new StringBuilder(message);
    eachHeader(
        message,
        (part, header) -> {
          Map<String, Integer> last = new HashMap<>();
          for (HeaderBlock.Field field : header.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (names.contains(name)) {
              int start = (int) part.extent().headerStart() + field.start();
              Integer before = last.put(name, start);
              if (before != null) {
                hide(text, before);
              }
            }
          }
        });
    return text.toString();
  }

  private static void eachHeader(String message, BiConsumer<Part, HeaderBlock> action) {
    byte[] octets = message.getBytes(ISO_8859_1);
    each(MessageReader.read(octets, MimeLimits.DEFAULT).root(), message, action);
  }

  private static void each(Part part, String message, BiConsumer<Part, HeaderBlock> action) {
    action.accept(part, HeaderBlock.of(PartPair.header(message, part).getBytes(ISO_8859_1)));
    part.parts().forEach(child -> each(child, message, action));
  }

  static List<String> boundaries(String message) {
    return BOUNDARY
        .matcher(message)
        .results()
        .map(found -> found.group(1))
        .filter(boundary -> !boundary.isBlank())
        .distinct()
        .toList();
  }
}
