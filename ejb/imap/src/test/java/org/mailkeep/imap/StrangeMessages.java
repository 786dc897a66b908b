package org.mailkeep.imap;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/// Messages as people, programs and attackers write them, at random: nested, broken, endless,
/// empty. A character of them is an octet.
final class StrangeMessages {
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

  /// Whether a header has what is no address in a field, or in From, which stands for others, or
  /// ends within the field.
  static boolean hasNoAddress(String header, String field) {
    String unfolded = header.replace("\r\n", "\n").replaceAll("\n(?=[ \t])", "");
    Set<String> fields = new HashSet<>(Set.of(field));
    if (field.equals("sender") || field.equals("reply-to")) {
      fields.add("from");
    }
    return fields.stream()
        .anyMatch(name ->
            values(unfolded, name).stream().anyMatch(StrangeHeaders::hasNoAddress)
                || Pattern.compile("(?im)^" + name + "[ \t]*:.*\\z").matcher(unfolded).find());
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
