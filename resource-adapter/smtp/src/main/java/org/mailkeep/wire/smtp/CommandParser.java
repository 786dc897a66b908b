package org.mailkeep.wire.smtp;

import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one command line (RFC 5321 §4.1). The table is the list of what we speak.
///
/// Nothing is done with a line before all of it is known to be good. Blanks at the end of a line
/// are dropped (RFC 5321 §4.1.1).
final class CommandParser {
  private static final int MAX_SIZE_DIGITS = 18;
  private static final int MAX_NAME = 255;

  /// What follows a verb.
  private interface Syntax {
    Command read(Cursor in) throws SyntaxException;
  }

  private static final Map<String, Syntax> SYNTAX =
      Map.ofEntries(
          entry("EHLO", in -> hello(in, HelloKind.EHLO)),
          entry("HELO", in -> hello(in, HelloKind.HELO)),
          entry("LHLO", in -> hello(in, HelloKind.LHLO)),
          entry("MAIL", CommandParser::mail),
          entry("RCPT", CommandParser::rcpt),
          entry("DATA", in -> alone(in, "DATA", new Command.Data())),
          entry("BDAT", CommandParser::bdat),
          entry("RSET", in -> alone(in, "RSET", new Command.Rset())),
          entry("QUIT", in -> alone(in, "QUIT", new Command.Quit())),
          entry("STARTTLS", in -> alone(in, "STARTTLS", new Command.StartTls())),
          entry("AUTH", CommandParser::auth),
          entry("NOOP", CommandParser::noop),
          entry("HELP", in -> new Command.Help(in.rest())),
          entry("VRFY", in -> new Command.Vrfy(argument(in, "VRFY"))),
          entry("EXPN", in -> new Command.Expn(argument(in, "EXPN"))));

  private CommandParser() {}

  /// Reads the line in `bytes`, which has no CRLF any more.
  static Command parse(byte[] bytes, int offset, int length) throws SyntaxException {
    var in = new Cursor(text(bytes, offset, length));
    String verb = in.word().toUpperCase(Locale.ROOT);
    Syntax syntax = SYNTAX.get(verb);
    if (syntax == null) {
      throw new SyntaxException(500, "5.5.1", "Command unrecognized");
    }
    return syntax.read(in);
  }

  // A line is ASCII, or UTF-8 where SMTPUTF8 allows it (RFC 6531 §3.4); control characters never
  // belong to one.
  private static String text(byte[] bytes, int offset, int length) throws SyntaxException {
    int end = offset + length;
    while (end > offset && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    boolean ascii = true;
    for (int i = offset; i < end; i++) {
      ascii &= bytes[i] >= 0;
      if ((bytes[i] >= 0 && bytes[i] < ' ') || bytes[i] == 127) {
        throw new SyntaxException(500, "5.5.2", "Control character in a command");
      }
    }
    if (ascii) {
      return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer octets = ByteBuffer.wrap(bytes, offset, end - offset);
      return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
    } catch (CharacterCodingException e) {
      throw new SyntaxException(500, "5.5.2", "Command is not UTF-8");
    }
  }

  // ehlo = "EHLO" SP ( Domain / address-literal ) CRLF                        RFC 5321 §4.1.1.1
  private static Command hello(Cursor in, HelloKind kind) throws SyntaxException {
    String name = argument(in, kind.name());
    if (name.length() > MAX_NAME || name.indexOf(' ') >= 0) {
      throw syntax(kind + " hostname");
    }
    return new Command.Hello(kind, name);
  }

  // mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF                RFC 5321 §4.1.1.2
  private static Command mail(Cursor in) throws SyntaxException {
    expectColon(in, " FROM:", "MAIL FROM:<address>");
    Path path = PathParser.reversePath(in);
    if (path == null) {
      throw new SyntaxException(501, "5.1.7", "Bad sender address, syntax: MAIL FROM:<address>");
    }
    return new Command.Mail(path, ParameterParser.mail(in));
  }

  // rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path ) [SP
  //        Rcpt-parameters] CRLF                                              RFC 5321 §4.1.1.3
  private static Command rcpt(Cursor in) throws SyntaxException {
    expectColon(in, " TO:", "RCPT TO:<address>");
    Path path = PathParser.forwardPath(in);
    if (path == null) {
      throw new SyntaxException(501, "5.1.3", "Bad recipient address, syntax: RCPT TO:<address>");
    }
    return new Command.Rcpt(path, ParameterParser.rcpt(in));
  }

  // QUIRK: "MAIL FROM: <a@b>", with a space that RFC 5321 §3.3 forbids, is common.
  private static void expectColon(Cursor in, String words, String usage) throws SyntaxException {
    if (!in.takeIgnoringCase(words)) {
      throw syntax(usage);
    }
    in.skipSpaces();
  }

  // bdat-cmd ::= "BDAT" SP chunk-size [ SP end-marker ] CR LF                      RFC 3030 §2
  // Where the chunk ends is unknown when this is bad, so that what follows cannot be told from
  // commands: 421, which ends the session.
  private static Command bdat(Cursor in) throws SyntaxException {
    String size = in.take(' ') ? in.word() : "";
    boolean last = in.takeIgnoringCase(" LAST");
    if (!ParameterParser.isNumber(size, MAX_SIZE_DIGITS) || !in.atEnd()) {
      throw new SyntaxException(421, "4.5.4", "Syntax: BDAT size [LAST]; closing connection");
    }
    return new Command.Bdat(Long.parseLong(size), last);
  }

  // auth-command = "AUTH" SP sasl-mech [SP initial-response] CRLF                  RFC 4954 §8
  private static Command auth(Cursor in) throws SyntaxException {
    String mechanism = in.take(' ') ? in.word().toUpperCase(Locale.ROOT) : "";
    @Nullable String initial = in.take(' ') ? in.word() : null;
    if (mechanism.isEmpty() || !in.atEnd() || (initial != null && initial.isEmpty())) {
      throw syntax("AUTH mechanism [initial-response]");
    }
    return new Command.Auth(mechanism, initial);
  }

  // noop = "NOOP" [ SP String ] CRLF                                          RFC 5321 §4.1.1.9
  private static Command noop(Cursor in) {
    in.rest();
    return new Command.Noop();
  }

  private static String argument(Cursor in, String verb) throws SyntaxException {
    String text = in.rest();
    if (text.isEmpty()) {
      throw syntax(verb + " argument");
    }
    return text;
  }

  // RFC 5321 §4.3.2: 501 when a command that takes no argument has one
  private static Command alone(Cursor in, String verb, Command command) throws SyntaxException {
    if (!in.atEnd()) {
      throw syntax(verb);
    }
    return command;
  }

  private static SyntaxException syntax(String usage) {
    return new SyntaxException(501, "5.5.4", "Syntax: " + usage);
  }
}
