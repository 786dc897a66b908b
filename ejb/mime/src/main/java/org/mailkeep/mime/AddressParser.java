package org.mailkeep.mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads address fields (RFC 5322 §3.4 and §4.4) in linear time. It takes what real mail holds:
/// whatever cannot be an address becomes a mailbox without a domain rather than an error.
public final class AddressParser {
  private final FieldCursor in;
  private final List<HeaderAddress> out = new ArrayList<>();

  /// Words before a delimiter, with a space where blanks stood: a display name.
  private final StringBuilder phrase = new StringBuilder();

  /// The same words without the blanks: a local part.
  private final StringBuilder local = new StringBuilder();

  private @Nullable String group;
  private List<HeaderAddress.Mailbox> members = new ArrayList<>();

  private AddressParser(String text) {
    in = new FieldCursor(text);
  }

  /// The addresses of a field's text, unfolded or not.
  public static List<HeaderAddress> parse(String text) {
    return new AddressParser(text).list();
  }

  // address-list = (address *("," address))
  private List<HeaderAddress> list() {
    while (!in.atEnd()) {
      words();
      switch (in.peek()) {
        case '<' -> angle();
        case '@' -> addSpec();
        case ':' -> openGroup();
        case ';' -> closeGroup();
        case ',' -> {
          bare();
          in.skip();
        }
        default -> {
          if (in.atEnd()) {
            bare();
          } else {
            in.skip();
          }
        }
      }
    }
    bare();
    endGroup();
    return List.copyOf(out);
  }

  /// Collects words until something that is none.
  private void words() {
    while (true) {
      boolean blank = in.skipBlanks();
      char c = in.peek();
      String word;
      if (c == '"') {
        word = in.quoted();
      } else if (c == '.') {
        in.skip();
        word = ".";
      } else if (Ascii.isAtom(c)) {
        word = in.atom();
      } else if (c == '[' || c == ']') {
        in.skip(); // in display names that nobody quoted
        word = String.valueOf(c);
      } else {
        return;
      }
      phrase.append(blank && !phrase.isEmpty() ? " " : "").append(word);
      local.append(word);
    }
  }

  // angle-addr = [CFWS] "<" [obs-route] addr-spec ">" [CFWS]
  private void angle() {
    String name = phrase.isEmpty() ? null : phrase.toString();
    clear();
    in.skip();
    words();
    if (local.isEmpty() && in.peek() == ',') {
      commas();
      if (in.peek() != '@') {
        add(new HeaderAddress.Mailbox(name, "", "")); // no route but a list without its bracket
        return;
      }
    }
    StringBuilder route = new StringBuilder();
    String domain = "";
    while (in.take('@')) {
      domain = domain();
      if (local.isEmpty() && (in.peek() == ':' || in.peek() == ',')) {
        route.append(route.isEmpty() ? "@" : ",@").append(domain);
        domain = "";
        afterHop();
      }
    }
    String localPart = local.toString();
    in.until(">,;");
    in.take('>');
    clear();
    in.forgetComment();
    String hops = route.isEmpty() ? null : route.toString();
    add(new HeaderAddress.Mailbox(name, hops, localPart, domain));
  }

  // obs-route = obs-domain-list ":"
  // obs-domain-list = *(CFWS / ",") "@" domain *("," [CFWS] ["@" domain])
  private void afterHop() {
    commas();
    in.take(':');
    words();
  }

  private void commas() {
    do {
      in.skipBlanks();
    } while (in.take(','));
  }

  /// addr-spec without brackets; the name may stand in a comment behind it.
  private void addSpec() {
    in.skip();
    in.forgetComment();
    String localPart = local.toString();
    clear();
    String domain = domain();
    in.skipBlanks();
    String name = in.comment().isEmpty() ? null : in.comment();
    in.forgetComment();
    add(new HeaderAddress.Mailbox(name, localPart, domain));
  }

  // domain = dot-atom / domain-literal / obs-domain
  private String domain() {
    StringBuilder domain = new StringBuilder();
    while (true) {
      in.skipBlanks();
      char c = in.peek();
      if (c == '[') {
        domain.append(in.until("]>,")).append(in.take(']') ? "]" : "");
      } else if (c == '.') {
        in.skip();
        domain.append('.');
      } else if (Ascii.isAtom(c) && (domain.isEmpty() || endsWithDot(domain))) {
        domain.append(in.atom());
      } else {
        return domain.toString();
      }
    }
  }

  private static boolean endsWithDot(StringBuilder domain) {
    return domain.charAt(domain.length() - 1) == '.';
  }

  // group = display-name ":" [group-list] ";" [CFWS]
  private void openGroup() {
    in.skip();
    if (group == null) {
      group = phrase.toString();
    }
    clear();
    in.forgetComment();
  }

  private void closeGroup() {
    bare();
    in.skip();
    endGroup();
  }

  private void endGroup() {
    String name = group;
    if (name != null) {
      out.add(new HeaderAddress.Group(name, members));
      members = new ArrayList<>();
      group = null;
    }
  }

  /// Words that no address followed.
  private void bare() {
    if (!phrase.isEmpty()) {
      add(new HeaderAddress.Mailbox(null, phrase.toString(), ""));
    }
    clear();
    in.forgetComment();
  }

  private void add(HeaderAddress.Mailbox mailbox) {
    if (group == null) {
      out.add(mailbox);
    } else {
      members.add(mailbox);
    }
  }

  private void clear() {
    phrase.setLength(0);
    local.setLength(0);
  }
}
