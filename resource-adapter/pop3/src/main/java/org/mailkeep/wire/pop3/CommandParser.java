package org.mailkeep.wire.pop3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mailkeep.wire.sasl.SaslPrep;

/// Understands command lines (RFC 1939 §3, RFC 2449 §4). The table is the list of what is spoken.
final class CommandParser {
  /// Digits of a number: more than messages and lines ever are.
  private static final int DIGITS = 9;

  private static final Map<String, Syntax> SYNTAX =
      Map.ofEntries(
          Map.entry("CAPA", rest -> alone(rest, new Command.Capa())),
          Map.entry("LANG", CommandParser::lang),
          Map.entry("QUIT", rest -> alone(rest, new Command.Quit())),
          Map.entry("USER", CommandParser::user),
          Map.entry("PASS", CommandParser::pass),
          Map.entry("AUTH", CommandParser::auth),
          Map.entry("STLS", rest -> alone(rest, new Command.Stls())),
          Map.entry("UTF8", rest -> alone(rest, new Command.Utf8())),
          Map.entry("STAT", rest -> alone(rest, new Command.Stat())),
          Map.entry("LIST", rest -> new Command.ListSizes(optional(rest))),
          Map.entry("UIDL", rest -> new Command.ListIds(optional(rest))),
          Map.entry("RETR", rest -> new Command.Retrieve(message(rest))),
          Map.entry("TOP", CommandParser::top),
          Map.entry("DELE", rest -> new Command.Delete(message(rest))),
          Map.entry("RSET", rest -> alone(rest, new Command.Reset())),
          Map.entry("NOOP", rest -> alone(rest, new Command.Noop())));

  /// Understands what stands behind the keyword.
  @FunctionalInterface
  private interface Syntax {
    Command parse(String rest) throws SyntaxException;
  }

  private CommandParser() {}

  /// What commands are called.
  static Set<String> verbs() {
    return SYNTAX.keySet();
  }

  // command = keyword *(SP param); keywords in any case   RFC 2449 §4
  static Command parse(byte[] line) throws SyntaxException {
    String text = text(line);
    int space = text.indexOf(' ');
    String keyword = space < 0 ? text.stripTrailing() : text.substring(0, space);
    Syntax syntax = SYNTAX.get(keyword.toUpperCase(Locale.ROOT));
    if (syntax == null) {
      throw new SyntaxException("Unknown command");
    }
    return syntax.parse(space < 0 ? "" : text.substring(space + 1));
  }

  /// Names and passwords may be UTF-8, and nothing else (RFC 6856 §2.2).
  private static String text(byte[] line) throws SyntaxException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      if (text.indexOf(0) >= 0 || text.indexOf('\r') >= 0) {
        throw new SyntaxException("A line has no CR or NUL");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new SyntaxException("Not UTF-8");
    }
  }

  /// A command without parameters. QUIRK: some clients of POP3 send a space after one, as in `STAT
  /// `.
  private static Command alone(String rest, Command command) throws SyntaxException {
    if (!rest.isBlank()) {
      throw new SyntaxException("There are no parameters");
    }
    return command;
  }

  // lang = "LANG" [SP ("*" / language-range)]   RFC 6856 §3
  private static Command lang(String rest) {
    String range = rest.strip();
    return new Command.Lang(range.isEmpty() ? null : range);
  }

  /// The whole rest of the line is the name, as it may hold spaces.
  private static Command user(String rest) throws SyntaxException {
    String name =
        SaslPrep.prepare(rest.strip()).orElseThrow(() -> new SyntaxException("Invalid name"));
    if (name.isEmpty()) {
      throw new SyntaxException("A name is missing");
    }
    return new Command.User(name);
  }

  // RFC 1939 §7: spaces are part of the password
  private static Command pass(String rest) throws SyntaxException {
    if (rest.isEmpty()) {
      throw new SyntaxException("A password is missing");
    }
    return new Command.Pass(rest);
  }

  // auth-command = "AUTH" SP sasl-mech [SP initial-response]   RFC 5034 §4, §6
  private static Command auth(String rest) throws SyntaxException {
    String[] words = rest.strip().split(" +", -1);
    if (words.length > 2) {
      throw new SyntaxException("Too many parameters");
    }
    if (words[0].isEmpty()) {
      return new Command.ListMechanisms();
    }
    String mechanism = words[0].toUpperCase(Locale.ROOT);
    return new Command.Auth(mechanism, words.length == 2 ? words[1] : null);
  }

  private static Command top(String rest) throws SyntaxException {
    String[] words = rest.strip().split(" +", -1);
    if (words.length != 2) {
      throw new SyntaxException("TOP takes a message and a count of lines");
    }
    return new Command.Top(message(words[0]), number(words[1]));
  }

  private static int optional(String rest) throws SyntaxException {
    return rest.isBlank() ? 0 : message(rest);
  }

  private static int message(String text) throws SyntaxException {
    int number = number(text.strip());
    if (number == 0) {
      throw new SyntaxException("Messages are counted from 1");
    }
    return number;
  }

  private static int number(String text) throws SyntaxException {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > DIGITS) {
      throw new SyntaxException("Not a number of a message or of lines");
    }
    return Integer.parseInt(text);
  }
}
