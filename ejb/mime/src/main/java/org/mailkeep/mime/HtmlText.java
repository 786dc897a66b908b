package org.mailkeep.mime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// What people see of an HTML text, as far as it is words: tags, comments, scripts and styles are
/// left out, entities are undone, and what begins a line of its own is parted from what was before.
/// Any input gives some text; memory does not grow with it.
public final class HtmlText extends Reader {
  private static final int LONGEST_NAME = 16;
  private static final int LONGEST_ENTITY = 10;

  /// Elements whose content nobody sees.
  private static final Set<String> HIDDEN = Set.of("script", "style", "template", "noscript");

  /// Elements that do not part words.
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
          "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
          "tt", "u", "var", "wbr");

  private static final int SOFT_HYPHEN = 0xad;
  private static final int ZERO_WIDTH_SPACE = 0x200b;

  private final PushbackReader in;
  private int waiting = -1;

  /// @param html closed with this
  public HtmlText(Reader html) {
    in = new PushbackReader(new BufferedReader(html), LONGEST_ENTITY + 1);
  }

  @Override
  public int read() throws IOException {
    while (true) {
      if (waiting >= 0) {
        int next = waiting;
        waiting = -1;
        return next;
      }
      int c = in.read();
      switch (c) {
        case '<' -> {
          int text = markup();
          if (text >= 0) {
            return text;
          }
        }
        case '&' -> {
          int character = entity();
          if (character != SOFT_HYPHEN && character != ZERO_WIDTH_SPACE) {
            return character;
          }
        }
        case SOFT_HYPHEN, ZERO_WIDTH_SPACE -> {}
        default -> {
          return c;
        }
      }
    }
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int count = 0;
    while (count < length) {
      int c = read();
      if (c < 0) {
        return count == 0 ? -1 : count;
      }
      target[offset + count++] = (char) c;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// What stands for a tag or comment: a line end, nothing (-1), or the character itself when it
  /// begins none.
  private int markup() throws IOException {
    int c = in.read();
    if (c == '!') {
      comment();
      return -1;
    }
    boolean closing = c == '/';
    if (closing) {
      c = in.read();
    }
    if (!isLetter(c) && c != '?') {
      unread(c);
      return closing ? -1 : '<';
    }
    String name = name(c);
    skipTag();
    if (!closing && HIDDEN.contains(name)) {
      skipContent(name);
    }
    return INLINE.contains(name) ? -1 : '\n';
  }

  private String name(int first) throws IOException {
    var name = new StringBuilder();
    int c = first;
    while (isLetter(c) || (c >= '0' && c <= '9')) {
      if (name.length() < LONGEST_NAME) {
        name.append((char) c);
      }
      c = in.read();
    }
    unread(c);
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /// Goes behind the tag's end; one in quotes is none.
  private void skipTag() throws IOException {
    int quote = 0;
    int before = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (quote == 0 && c == '>') {
        return;
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && before == '=') {
        quote = c;
      }
      before = c == ' ' ? before : c;
    }
  }

  private void comment() throws IOException {
    int first = in.read();
    int second = first == '-' ? in.read() : 0;
    if (second != '-') {
      unread(first);
      skipTag();
      return;
    }
    int dashes = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '>' && dashes >= 2) {
        return;
      }
      dashes = c == '-' ? dashes + 1 : 0;
    }
  }

  private void skipContent(String element) throws IOException {
    String end = "</" + element;
    int matched = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (Character.toLowerCase(c) == end.charAt(matched)) {
        if (++matched == end.length()) {
          skipTag();
          return;
        }
      } else {
        matched = c == '<' ? 1 : 0;
      }
    }
  }

  /// The character that an entity stands for, or the ampersand of what is none.
  private int entity() throws IOException {
    var name = new StringBuilder();
    int c = in.read();
    while (c >= 0 && name.length() < LONGEST_ENTITY && (c == '#' || Character.isLetterOrDigit(c))) {
      name.append((char) c);
      c = in.read();
    }
    int character = HtmlEntities.character(name.toString());
    if (character < 0) {
      unread(c);
      in.unread(name.toString().toCharArray());
      return '&';
    }
    if (c != ';') {
      unread(c);
    }
    if (!Character.isBmpCodePoint(character)) {
      waiting = Character.lowSurrogate(character);
      return Character.highSurrogate(character);
    }
    return character;
  }

  private void unread(int c) throws IOException {
    if (c >= 0) {
      in.unread(c);
    }
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
