package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one command from left to right. `take` asks and goes on only when it is so; the other
/// verbs insist. Literals are fetched from the connection where the grammar has them.
final class Cursor {
  /// Reads one element of a list.
  @FunctionalInterface
  interface Element {
    void read(Cursor in) throws SyntaxException, IOException;
  }

  private final CommandInput input;
  private final ParserLimits limits;
  private final boolean unicode;
  private byte[] line;
  private int at;
  private int spent;
  private int depth;
  private boolean literalRead;

  Cursor(CommandInput input, byte[] line, ParserLimits limits, boolean unicode)
      throws SyntaxException {
    this.input = input;
    this.limits = limits;
    this.unicode = unicode;
    this.line = plain(line);
    spend(line.length);
  }

  /// The line without a space at its end, where no argument has one. QUIRK: some clients of IMAP
  /// send a space after a whole command, as in `NOOP `.
  private static byte[] plain(byte[] line) {
    int end = line.length - 1;
    if (end < 0 || line[end] != ' ') {
      return line;
    }
    int before = end == 0 ? -1 : line[end - 1];
    return before == '}' || before == ' ' ? line : Arrays.copyOf(line, end);
  }

  ParserLimits limits() {
    return limits;
  }

  private void spend(int octets) throws SyntaxException {
    if (octets > limits.command() - spent) {
      throw new SyntaxException(Answer.Condition.NO, Code.Simple.LIMIT, "Command too long");
    }
    spent += octets;
  }

  /// The octet here, or -1 at the end of the line.
  int peek() {
    return at < line.length ? line[at] : -1;
  }

  /// The octet here, and goes past it.
  int next() throws SyntaxException {
    if (atEnd()) {
      throw new SyntaxException("Missing argument");
    }
    return line[at++];
  }

  /// What is left of the line.
  String rest() {
    String rest = new String(line, at, line.length - at, StandardCharsets.ISO_8859_1);
    at = line.length;
    return rest;
  }

  boolean atEnd() {
    return at == line.length;
  }

  void end() throws SyntaxException {
    if (!atEnd()) {
      throw new SyntaxException("Too many arguments");
    }
  }

  boolean take(char wanted) {
    if (peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /// Takes a word, whatever its case.
  boolean take(String wanted) {
    int length = wanted.length();
    if (line.length - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (upper(line[at + i]) != upper(wanted.charAt(i))) {
        return false;
      }
    }
    at += length;
    return true;
  }

  /// Takes a word that is not just the beginning of a longer one.
  boolean takeWord(String wanted) {
    int start = at;
    if (take(wanted) && !Chars.atom(peek())) {
      return true;
    }
    at = start;
    return false;
  }

  private static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  Cursor expect(char wanted) throws SyntaxException {
    if (!take(wanted)) {
      throw new SyntaxException("Expected '" + wanted + "'");
    }
    return this;
  }

  Cursor space() throws SyntaxException {
    if (!take(' ')) {
      throw new SyntaxException(atEnd() ? "Missing argument" : "Expected a space");
    }
    return this;
  }

  // tag = 1*<any ASTRING-CHAR except "+">
  String tag() throws SyntaxException {
    int start = at;
    while (Chars.tag(peek())) {
      at++;
    }
    return ascii(start, "tag");
  }

  // atom = 1*ATOM-CHAR
  String atom() throws SyntaxException {
    int start = at;
    while (Chars.atom(peek())) {
      at++;
    }
    return ascii(start, "atom");
  }

  /// An atom in upper case: a word of the protocol.
  String word() throws SyntaxException {
    return atom().toUpperCase(Locale.ROOT);
  }

  private String ascii(int start, String what) throws SyntaxException {
    if (at == start) {
      throw new SyntaxException(atEnd() ? "Missing " + what : "Invalid " + what);
    }
    return new String(line, start, at - start, StandardCharsets.ISO_8859_1);
  }

  // astring = 1*ASTRING-CHAR / string
  byte[] astring() throws SyntaxException, IOException {
    if (!Chars.astring(peek())) {
      return string();
    }
    int start = at;
    while (Chars.astring(peek())) {
      at++;
    }
    return Arrays.copyOfRange(line, start, at);
  }

  /// An astring as UTF-8.
  String text() throws SyntaxException, IOException {
    return decode(astring(), StandardCharsets.UTF_8);
  }

  // list-mailbox = 1*list-char / string
  String pattern() throws SyntaxException, IOException {
    if (!Chars.list(peek())) {
      return MailboxNames.decode(string(), unicode);
    }
    int start = at;
    while (Chars.list(peek())) {
      at++;
    }
    return MailboxNames.decode(Arrays.copyOfRange(line, start, at), unicode);
  }

  // mailbox = "INBOX" / astring
  String mailbox() throws SyntaxException, IOException {
    return MailboxNames.canonical(MailboxNames.decode(astring(), unicode));
  }

  /// The name of a mailbox that is there. QUIRK: some clients, Thunderbird among them, name a
  /// mailbox with the separator at its end.
  String named() throws SyntaxException, IOException {
    String name = mailbox();
    int end = name.length() - 1;
    return end > 0 && name.charAt(end) == '/' ? name.substring(0, end) : name;
  }

  // string = quoted / literal
  byte[] string() throws SyntaxException, IOException {
    return switch (peek()) {
      case '"' -> quoted();
      case '{', '~' -> literal();
      case -1 -> throw new SyntaxException("Missing argument");
      default -> throw new SyntaxException("Invalid string");
    };
  }

  // quoted = DQUOTE *QUOTED-CHAR DQUOTE
  private byte[] quoted() throws SyntaxException {
    int start = ++at;
    while (at < line.length && (line[at] < 0 || Chars.quoted(line[at]))) {
      at++;
    }
    if (peek() == '"') {
      return Arrays.copyOfRange(line, start, at++);
    }
    return escaped(start);
  }

  private byte[] escaped(int start) throws SyntaxException {
    byte[] out = Arrays.copyOfRange(line, start, line.length);
    int n = at - start;
    while (at < line.length && line[at] != '"') {
      int c = line[at++];
      if (c == '\\') {
        c = peek();
        at++;
        if (c != '"' && c != '\\') {
          throw new SyntaxException("Invalid escape in quoted string");
        }
      } else if (c >= 0 && !Chars.quoted(c)) {
        throw new SyntaxException("Invalid character in quoted string");
      }
      out[n++] = (byte) c;
    }
    expect('"');
    return Arrays.copyOf(out, n);
  }

  // literal = "{" number64 ["+"] "}" CRLF *CHAR8; literal8 has a tilde in front
  private byte[] literal() throws SyntaxException, IOException {
    LiteralHead head = literalHead();
    if (head.size() > limits.literal()) {
      throw new SyntaxException(Answer.Condition.NO, Code.Simple.TOOBIG, "Literal too long");
    }
    spend((int) head.size());
    literalRead = true;
    byte[] octets = input.literal((int) head.size(), head.ask());
    nextLine();
    return octets;
  }

  private void nextLine() throws SyntaxException, IOException {
    byte[] next = input.line();
    line = plain(next);
    at = 0;
    literalRead = false;
    spend(next.length);
  }

  /// What announces a literal.
  ///
  /// @param ask whether the client waits for a continuation request
  /// @param binary whether it is a literal8
  record LiteralHead(long size, boolean ask, boolean binary) {}

  private LiteralHead literalHead() throws SyntaxException {
    boolean binary = take('~');
    expect('{');
    long size = number64();
    boolean ask = !take('+');
    expect('}');
    if (!atEnd()) {
      throw new SyntaxException("Literal does not end its line");
    }
    return new LiteralHead(size, ask, binary);
  }

  /// A message literal of APPEND, streamed to the listener's sink; its line goes on afterwards.
  Appended message(String mailbox, Announced.@Nullable Replaced replaced)
      throws SyntaxException, IOException, RefusedException {
    LiteralHead head = literalHead();
    if (head.size() > limits.message()) {
      throw new SyntaxException(Answer.Condition.NO, Code.Simple.TOOBIG, "Message too large");
    }
    MessageSink sink = input.message(new Announced(mailbox, head.size(), replaced), head.ask());
    literalRead = true;
    return new Appended(sink, head.size());
  }

  /// Goes on with the line after a message.
  void afterMessage() throws SyntaxException, IOException {
    nextLine();
  }

  /// A streamed message.
  record Appended(MessageSink sink, long size) {}

  /// Octets of a literal that still comes after the line read last, although nobody asks for it
  /// (RFC 7888 §4): to be skipped, with the line after it, when the command is given up.
  ///
  /// @return -1 when there is none
  long unasked() {
    return literalRead ? -1 : unasked(line);
  }

  static long unasked(byte[] line) {
    int end = line.length - 2;
    if (end < 2 || line[end + 1] != '}' || line[end] != '+') {
      return -1;
    }
    long size = 0;
    int i = end - 1;
    for (long unit = 1; i >= 0 && line[i] >= '0' && line[i] <= '9'; i--, unit *= 10) {
      if (unit > 1_000_000_000_000L) {
        return Long.MAX_VALUE;
      }
      size += unit * (line[i] - '0');
    }
    return i >= 0 && i < end - 1 && line[i] == '{' ? size : -1;
  }

  // number = 1*DIGIT, unsigned 32-bit
  long number() throws SyntaxException {
    long value = number64();
    if (value > 0xFFFFFFFFL) {
      throw new SyntaxException("Number too large");
    }
    return value;
  }

  // nz-number = digit-nz *DIGIT
  long positive() throws SyntaxException {
    long value = number();
    if (value == 0) {
      throw new SyntaxException("Zero is not allowed here");
    }
    return value;
  }

  // number64 = 1*DIGIT, unsigned 63-bit
  long number64() throws SyntaxException {
    int start = at;
    long value = 0;
    while (peek() >= '0' && peek() <= '9') {
      if (value > (Long.MAX_VALUE - 9) / 10) {
        throw new SyntaxException("Number too large");
      }
      value = value * 10 + (line[at++] - '0');
    }
    if (at == start) {
      throw new SyntaxException(atEnd() ? "Missing number" : "Invalid number");
    }
    return value;
  }

  /// So many digits, as a number.
  int digits(int count) throws SyntaxException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int c = peek();
      if (c < '0' || c > '9') {
        throw new SyntaxException("Invalid date");
      }
      value = value * 10 + (c - '0');
      at++;
    }
    return value;
  }

  /// Three letters of a month, 1 to 12.
  int month() throws SyntaxException {
    String months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    for (int i = 0; i < 12; i++) {
      if (take(months.substring(3 * i, 3 * i + 3))) {
        return i + 1;
      }
    }
    throw new SyntaxException("Invalid date");
  }

  /// `"(" element *(SP element) ")"`, of one element or more.
  void list(Element element) throws SyntaxException, IOException {
    expect('(');
    enter();
    int count = 0;
    do {
      bounded(++count);
      element.read(this);
    } while (take(' '));
    leave();
    expect(')');
  }

  /// `"(" [element *(SP element)] ")"`.
  void listOrNone(Element element) throws SyntaxException, IOException {
    if (!take("()")) {
      list(element);
    }
  }

  /// Goes one level deeper.
  void enter() throws SyntaxException {
    if (++depth > limits.nesting()) {
      throw new SyntaxException(Answer.Condition.BAD, Code.Simple.LIMIT, "Nested too deeply");
    }
  }

  /// Comes back from a level.
  void leave() {
    depth--;
  }

  /// Insists on a bounded number of elements.
  void bounded(int count) throws SyntaxException {
    if (count > limits.elements()) {
      throw new SyntaxException(Answer.Condition.BAD, Code.Simple.LIMIT, "Too many elements");
    }
  }

  /// Octets as text of a charset, all of them valid.
  static String decode(byte[] octets, Charset charset) throws SyntaxException {
    for (byte octet : octets) {
      if (octet < 0) {
        return strictly(octets, charset);
      }
    }
    return new String(octets, charset);
  }

  private static String strictly(byte[] octets, Charset charset) throws SyntaxException {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new SyntaxException("Invalid " + charset.name());
    }
  }
}
