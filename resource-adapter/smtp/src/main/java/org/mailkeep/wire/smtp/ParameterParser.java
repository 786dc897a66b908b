package org.mailkeep.wire.smtp;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what follows the path of MAIL and RCPT. Unknown keywords are 555, bad values 501 (RFC 5321
/// §4.1.1.11).
final class ParameterParser {
  private static final int MAX_SIZE_DIGITS = 20;
  private static final int MAX_ENVID = 100;
  private static final int MAX_ORCPT = 500;
  private static final Set<String> OF_MAIL =
      Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH");
  private static final Set<String> OF_RCPT = Set.of("NOTIFY", "ORCPT");

  private final Map<String, String> values;

  private ParameterParser(Map<String, String> values) {
    this.values = values;
  }

  static MailParameters mail(Cursor in) throws SyntaxException {
    if (in.atEnd()) {
      return MailParameters.NONE;
    }
    var read = new ParameterParser(parameters(in, OF_MAIL));
    return new MailParameters(
        read.size(), read.body(), read.smtputf8(), read.ret(), read.envid(), read.auth());
  }

  static RcptParameters rcpt(Cursor in) throws SyntaxException {
    if (in.atEnd()) {
      return RcptParameters.NONE;
    }
    var read = new ParameterParser(parameters(in, OF_RCPT));
    return new RcptParameters(read.reportOn(), read.orcpt());
  }

  // Mail-parameters = esmtp-param *(SP esmtp-param)                          RFC 5321 §4.1.2
  // esmtp-param = esmtp-keyword ["=" esmtp-value]; a keyword without value is kept as ""
  private static Map<String, String> parameters(Cursor in, Set<String> known)
      throws SyntaxException {
    var found = new HashMap<String, String>();
    while (!in.atEnd()) {
      if (!in.take(' ')) {
        throw new SyntaxException(501, "5.5.4", "Syntax error after the address");
      }
      in.skipSpaces();
      if (!in.atEnd()) {
        parameter(in, known, found);
      }
    }
    return found;
  }

  private static void parameter(Cursor in, Set<String> known, Map<String, String> found)
      throws SyntaxException {
    String keyword =
        in.takeWhile(c -> c < 128 && (c == '-' || Chars.isLetterOrDigit((char) c)))
            .toUpperCase(Locale.ROOT);
    String value = in.take('=') ? in.takeWhile(c -> c > ' ' && c != '=' && c != 127) : "";
    if (keyword.isEmpty() || (!in.atEnd() && in.peek() != ' ')) {
      throw new SyntaxException(501, "5.5.4", "Syntax error in a parameter");
    }
    if (!known.contains(keyword)) {
      throw new SyntaxException(555, "5.5.4", "Parameter not recognized: " + keyword);
    }
    if (found.put(keyword, value) != null) {
      throw bad(keyword);
    }
  }

  // size-value ::= 1*20DIGIT                                                     RFC 1870 §5
  private long size() throws SyntaxException {
    String value = values.get("SIZE");
    if (value == null) {
      return -1;
    }
    if (!isNumber(value, MAX_SIZE_DIGITS)) {
      throw bad("SIZE");
    }
    return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
  }

  private MailParameters.Body body() throws SyntaxException {
    String value = values.get("BODY");
    if (value == null) {
      return MailParameters.Body.SEVEN_BIT;
    }
    for (MailParameters.Body body : MailParameters.Body.values()) {
      if (body.word().equalsIgnoreCase(value)) {
        return body;
      }
    }
    throw bad("BODY");
  }

  private boolean smtputf8() throws SyntaxException {
    String value = values.get("SMTPUTF8");
    if (value != null && !value.isEmpty()) {
      throw bad("SMTPUTF8");
    }
    return value != null;
  }

  private MailParameters.@Nullable Ret ret() throws SyntaxException {
    String value = values.get("RET");
    if (value == null) {
      return null;
    }
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "FULL" -> MailParameters.Ret.FULL;
      case "HDRS" -> MailParameters.Ret.HDRS;
      default -> throw bad("RET");
    };
  }

  // envid-parameter = "ENVID=" xtext; at most 100 characters                   RFC 3461 §4.4
  private @Nullable String envid() throws SyntaxException {
    String value = values.get("ENVID");
    if (value == null) {
      return null;
    }
    if (value.isEmpty() || value.length() > MAX_ENVID || Xtext.decode(value).isEmpty()) {
      throw bad("ENVID");
    }
    return value;
  }

  // auth-param = "AUTH=" xtext; the decoded form is a mailbox or "<>"            RFC 4954 §5
  private @Nullable String auth() throws SyntaxException {
    String value = values.get("AUTH");
    if (value == null) {
      return null;
    }
    String decoded = Xtext.decode(value).orElseThrow(() -> bad("AUTH"));
    if (decoded.equals("<>")) {
      return "";
    }
    return PathParser.mailbox(decoded).orElseThrow(() -> bad("AUTH")).address();
  }

  // notify-esmtp-value = "NEVER" / 1#notify-list-element                       RFC 3461 §4.1
  private Set<RcptParameters.Notify> reportOn() throws SyntaxException {
    String value = values.get("NOTIFY");
    if (value == null) {
      return Set.of();
    }
    var words = EnumSet.noneOf(RcptParameters.Notify.class);
    for (String word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
      words.add(
          switch (word) {
            case "NEVER" -> RcptParameters.Notify.NEVER;
            case "SUCCESS" -> RcptParameters.Notify.SUCCESS;
            case "FAILURE" -> RcptParameters.Notify.FAILURE;
            case "DELAY" -> RcptParameters.Notify.DELAY;
            default -> throw bad("NOTIFY");
          });
    }
    if (words.contains(RcptParameters.Notify.NEVER) && words.size() > 1) {
      throw bad("NOTIFY");
    }
    return words;
  }

  // original-recipient-address = addr-type ";" xtext                           RFC 3461 §4.2
  private @Nullable String orcpt() throws SyntaxException {
    String value = values.get("ORCPT");
    if (value == null) {
      return null;
    }
    int semicolon = value.indexOf(';');
    if (semicolon <= 0 || semicolon == value.length() - 1 || value.length() > MAX_ORCPT) {
      throw bad("ORCPT");
    }
    String type = value.substring(0, semicolon);
    if (!type.chars().allMatch(c -> c == '-' || (c < 128 && Chars.isLetterOrDigit((char) c)))) {
      throw bad("ORCPT");
    }
    if (Xtext.decode(value.substring(semicolon + 1)).isEmpty()) {
      throw bad("ORCPT");
    }
    return value;
  }

  static boolean isNumber(String text, int maxDigits) {
    return !text.isEmpty()
        && text.length() <= maxDigits
        && text.chars().allMatch(c -> Chars.isDigit((char) c));
  }

  private static SyntaxException bad(String keyword) {
    return new SyntaxException(501, "5.5.4", "Bad value of parameter " + keyword);
  }
}
