package org.mailkeep.mime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes a header: encodes what is not ASCII, folds at 78 columns where there are blanks (RFC 5322
/// §2.1.1), and lets no value break out of its field.
public final class HeaderWriter {
  private static final int COLUMNS = 78;

  private final boolean utf8;
  private final StringBuilder out = new StringBuilder();

  /// @param utf8 whether text goes out as UTF-8 (RFC 6532) rather than as encoded words
  public HeaderWriter(boolean utf8) {
    this.utf8 = utf8;
  }

  /// A field whose value is fit for the wire but for folding.
  public HeaderWriter field(String name, String value) {
    String line = name + ": " + value.replaceAll("[\\r\\n\\x00]+", " ");
    int end = line.stripTrailing().length(); // no line of blanks alone
    int start = 0;
    while (line.length() - start > COLUMNS) {
      int blank = line.lastIndexOf(' ', start + COLUMNS);
      if (blank <= start + (start == 0 ? name.length() + 1 : 0)) {
        blank = line.indexOf(' ', start + (start == 0 ? name.length() + 2 : 1));
      }
      if (blank < 0 || blank >= end) {
        break;
      }
      out.append(line, start, blank).append("\r\n");
      start = blank;
    }
    out.append(line, start, line.length()).append("\r\n");
    return this;
  }

  /// A field of free text.
  public HeaderWriter text(String name, String text) {
    String plain = text.replaceAll("\\s+", " ");
    return field(name, utf8 ? plain : EncodedWords.encode(plain));
  }

  /// A field that holds a date.
  public HeaderWriter date(String name, Instant date) {
    return field(name, MailDate.format(date));
  }

  /// A field of addresses.
  public HeaderWriter addresses(String name, List<HeaderAddress> addresses) {
    List<String> texts = new ArrayList<>(addresses.size());
    for (HeaderAddress address : addresses) {
      texts.add(
          switch (address) {
            case HeaderAddress.Mailbox mailbox -> mailbox(mailbox);
            case HeaderAddress.Group(var group, var members) ->
                phrase(group)
                    + ": "
                    + String.join(", ", members.stream().map(this::mailbox).toList())
                    + ";";
          });
    }
    return field(name, String.join(", ", texts));
  }

  private String mailbox(HeaderAddress.Mailbox mailbox) {
    String local = isDotAtom(mailbox.local()) ? mailbox.local() : quoted(mailbox.local());
    String address = mailbox.domain().isEmpty() ? local : local + "@" + mailbox.domain();
    String name = mailbox.name();
    return name == null || name.isEmpty() ? address : phrase(name) + " <" + address + ">";
  }

  private String phrase(String name) {
    if (!Ascii.isAscii(name) && !utf8) {
      return EncodedWords.encode(name);
    }
    boolean atoms = !name.isEmpty() && !name.contains("=?");
    for (int i = 0; i < name.length() && atoms; i++) {
      atoms = Ascii.isAtom(name.charAt(i)) || (name.charAt(i) == ' ' && i > 0);
    }
    return atoms ? name : quoted(name);
  }

  private static boolean isDotAtom(String text) {
    if (text.isEmpty() || text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '.' && !Ascii.isAtom(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// The header without the empty line.
  @Override
  public String toString() {
    return out.toString();
  }

  /// The header and the empty line.
  public byte[] bytes() {
    return (out + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
