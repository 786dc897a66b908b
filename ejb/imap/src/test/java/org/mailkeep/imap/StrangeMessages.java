package org.mailkeep.imap;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Messages as people, programs and attackers write them, at random: nested, broken, endless,
/// empty. A character of them is an octet.
final class StrangeMessages {
  private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";\r\n]*)\"?");

  private final Random random;
  private final StrangeHeaders headers;
  private int boundaries;

  StrangeMessages(Random random) {
    this.random = random;
    this.headers = new StrangeHeaders(random);
  }

  /// One more.
  String next() {
    String message =
        switch (random.nextInt(24)) {
          case 0 -> odd();
          case 1 -> headers.fields() + headers.huge() + "\r\n" + lines();
          case 2 -> chain(3 + random.nextInt(14));
          case 3 -> headers.fields() + multipart(0, "digest");
          default -> headers.fields() + entity(0);
        };
    return switch (random.nextInt(20)) {
      case 0 -> message.replace("\r\n", "\n");
      case 1 -> mixed(message);
      case 2 -> cut(message);
      default -> message;
    };
  }

  /// Ends in the middle, but not in a header: Dovecot would see other headers there.
  private String cut(String message) {
    int body = message.indexOf("\r\n\r\n") + 4;
    int end = body + random.nextInt(Math.max(1, message.length() - body));
    return message.substring(0, Math.min(end, message.length())).replaceAll("\r$", "");
  }

  /// What hardly is a message.
  private String odd() {
    return switch (random.nextInt(14)) {
      case 0 -> "\r\n";
      case 1 -> "x";
      case 2 -> "Subject: no body";
      case 3 -> "Subject: no body\r\n";
      case 4 -> headers.fields();
      case 5 -> "\r\n" + lines();
      case 6 -> "x" + lines();
      case 7 -> " begins with a fold\r\nSubject: x\r\n\r\nbody\r\n";
      case 8 -> "\r\n\r\n\r\n";
      case 9 -> "From jane@example.org Sat Jan  1 10:00:00 2022\r\n" + headers.fields() + "\r\nx";
      case 10 -> "no field\r\n" + headers.fields() + "no field either\r\n\r\n" + lines();
      case 11 -> headers.fields() + "  \r\n" + lines();
      case 12 -> "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x";
      default -> "Content-Type: message/rfc822\r\n\r\n";
    };
  }

  /// Parts in parts in parts.
  private String chain(int depth) {
    if (depth == 0) {
      return leaf();
    }
    if (random.nextInt(4) == 0) {
      return "Content-Type: message/rfc822\r\n\r\n" + headers.few() + chain(depth - 1);
    }
    String boundary = boundary();
    return "Content-Type: multipart/mixed; boundary=\"%1$s\"\r\n\r\n--%1$s\r\n".formatted(boundary)
        + chain(depth - 1)
        + ("\r\n--" + boundary + "--\r\n");
  }

  /// An entity from its fields about the content to its end.
  private String entity(int depth) {
    return switch (random.nextInt(depth > 4 ? 3 : 7)) {
      case 0, 1, 2 -> leaf();
      case 3 -> message(depth);
      default ->
          multipart(depth, pick("mixed", "alternative", "related", "digest", "signed", "REPORT"));
    };
  }

  private String message(int depth) {
    return pick("Content-Type: message/rfc822", "Content-type: MESSAGE/RFC822; x=y")
        + "\r\n"
        + (random.nextInt(6) == 0 ? headers.encoding() : "")
        + headers.content()
        + "\r\n"
        + (random.nextInt(6) == 0 ? "" : headers.few())
        + entity(depth + 1);
  }

  private String boundary() {
    boundaries++;
    String start = pick("b", "=_", "----=_Part ", "x'()+_,-./:=?");
    return random.nextInt(200) == 0 ? start : start + (1000 + boundaries);
  }

  private String multipart(int depth, String type) {
    String boundary = boundary();
    String named = random.nextInt(12) == 0 ? pick("", "other", boundary + " ") : boundary;
    StringBuilder text = new StringBuilder("Content-Type: multipart/").append(type);
    if (random.nextInt(25) > 0) {
      text.append(pick("; ", ";\r\n ", ";", "; charset=x; ")).append(pick("boundary", "BOUNDARY"));
      boolean bare = named.matches("\\w+") && random.nextBoolean();
      text.append('=').append(bare ? named : '"' + named + '"');
    }
    text.append(pick("", "", "", "; type=\"text/html\"")).append("\r\n");
    text.append(random.nextInt(15) == 0 ? headers.encoding() : "").append(headers.content());
    text.append("\r\n").append(pick("", "", "preamble\r\n", "\r\n"));
    text.append(random.nextInt(60) == 0 ? "--" + boundary + "x\r\n" : "");
    int parts = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      text.append("--").append(boundary).append(pick("", "", "", "", " ", " \t ")).append("\r\n");
      text.append(part(depth));
      text.append(random.nextInt(12) == 0 ? "" : "\r\n");
    }
    if (random.nextInt(6) > 0) {
      text.append("--").append(boundary).append("--").append(pick("", "\r\n", "\r\n", " \r\n"));
      text.append(pick("", "", "epilogue", "epilogue\r\n", "--" + boundary + "\r\n\r\nx\r\n"));
    }
    return text.toString();
  }

  private String part(int depth) {
    return switch (random.nextInt(20)) {
      case 0 -> "";
      case 1 -> "\r\n";
      case 2 -> "Content-Type: text/plain";
      case 3 -> "Content-Type: text/plain\r\n";
      case 4 -> lines();
      case 5 -> "\r\n" + lines();
      default -> entity(depth + 1);
    };
  }

  private String leaf() {
    String encoding = pick("", "", "base64", "quoted-printable", "8bit", "x-odd");
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : headers.type());
    if (!encoding.isEmpty()) {
      text.append("Content-Transfer-Encoding: ").append(encoding);
      text.append(pick("\r\n", "\r\n", " \r\n", " (comment)\r\n"));
    }
    text.append(headers.content()).append("\r\n");
    return text
        + switch (encoding) {
          case "base64" -> base64();
          case "quoted-printable" -> quoted();
          default -> lines();
        };
  }

  private String base64() {
    StringBuilder text = new StringBuilder();
    for (int line = random.nextInt(5); line >= 0; line--) {
      for (int i = 4 * random.nextInt(18); i > 0; i--) {
        text.append(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                .charAt(random.nextInt(64)));
      }
      text.append("\r\n");
    }
    return text + pick("", "", "QQ==\r\n", "QUI=\r\n", "QQ==", "!\r\n", "A\r\n", "QQ\r\n");
  }

  private String quoted() {
    return pick("", "caf=C3=A9\r\n", "soft =\r\nbreak\r\n", "low =c3=a9\r\n")
        + pick(
            "", "trailing  \r\n", "=20\r\n", "a=3D1", "=", "=ZZ\r\n", "=\r\n", "tab\t=  \r\nx\r\n");
  }

  private String lines() {
    StringBuilder text = new StringBuilder();
    for (int line = random.nextInt(6); line > 0; line--) {
      text.append(
          pick(
              "",
              "a line",
              ".",
              "-- ",
              "--",
              "a line: with a colon",
              " folded",
              "caf\u00c3\u00a9",
              "latin \u00e9",
              "a".repeat(random.nextInt(1500)),
              "\t"));
      text.append("\r\n");
    }
    return text + pick("", "", "", "without an end", "--");
  }

  /// Some of its lines end with LF or have a CR inside. None has a CR before its CRLF: Dovecot
  /// loses such messages ("Broken virtual size").
  private String mixed(String message) {
    StringBuilder text = new StringBuilder();
    for (String line : message.split("(?<=\n)", -1)) {
      text.append(
          switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> line.replace("\r\n", "\n");
            case 4 -> line.replaceAll("(?<=\\w) (?=\\w)", "\r");
            default -> line;
          });
    }
    return text.toString();
  }

  /// Whether the last line is a delimiter and has no end.
  static boolean endsWithDelimiter(String message) {
    String last = message.substring(message.lastIndexOf('\n') + 1);
    return BOUNDARY
        .matcher(message)
        .results()
        .anyMatch(found -> last.stripTrailing().equals("--" + found.group(1)));
  }

  /// Whether a boundary ends with a blank, which RFC 2046 §5.1.1 has no grammar for.
  static boolean hasWrongBoundary(String message) {
    return BOUNDARY
        .matcher(message)
        .results()
        .anyMatch(found -> found.group(1).endsWith(" ") || found.group(1).isEmpty());
  }

  /// Whether a line begins with a boundary of the message and is no delimiter for what follows.
  static boolean hasLineBeginningWithBoundary(String message) {
    Matcher boundary = BOUNDARY.matcher(message);
    while (boundary.find()) {
      String start = Pattern.quote("--" + boundary.group(1).stripTrailing());
      boolean longer =
          Pattern.compile("(?m)^" + start + "(?!(--)?[ \\t]*\\r?$)").matcher(message).find();
      if (longer) {
        return true;
      }
    }
    return false;
  }

  /// The values of a field in the headers that have it more than once, without blanks and quotes.
  static Set<String> valuesOfRepeated(String message, String field) {
    Set<String> values = new HashSet<>();
    for (String header : headers(message)) {
      List<String> own = values(header, field);
      if (own.size() > 1) {
        own.forEach(value -> values.add(ContentDifferences.plain(value)));
      }
    }
    return values;
  }

  /// Whether a header has what is no address in a field, or in From, which stands for others.
  static boolean hasNoAddress(String message, String field) {
    Set<String> fields = new HashSet<>(Set.of(field));
    if (field.equals("sender") || field.equals("reply-to")) {
      fields.add("from");
    }
    return Arrays.stream(headers(message))
        .flatMap(header -> fields.stream().flatMap(name -> values(header, name).stream()))
        .anyMatch(StrangeHeaders::hasNoAddress);
  }

  /// Whether a header has a field about its content more than once.
  static boolean hasRepeatedContent(String message) {
    List<String> fields =
        List.of(
            "type",
            "transfer-encoding",
            "disposition",
            "id",
            "description",
            "md5",
            "language",
            "location");
    return Arrays.stream(headers(message))
        .anyMatch(header ->
            fields.stream().anyMatch(field -> values(header, "content-" + field).size() > 1));
  }

  /// Whether a header has a field about its content and no type.
  static boolean hasContentWithoutType(String message) {
    return Arrays.stream(headers(message))
        .anyMatch(header ->
            !values(header, "content-[a-z0-9-]+").isEmpty()
                && values(header, "content-type").isEmpty());
  }

  private static String[] headers(String message) {
    return message.replace("\r\n", "\n").replaceAll("\n[ \t]", " ").split("\n\n", -1);
  }

  private static List<String> values(String header, String field) {
    return Pattern.compile("(?im)^" + field + "[ \t]*:(.*)$")
        .matcher(header)
        .results()
        .map(found -> found.group(1).strip())
        .toList();
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
