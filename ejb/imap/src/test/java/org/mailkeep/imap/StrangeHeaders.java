package org.mailkeep.imap;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/// Header fields as people, programs and attackers write them, at random. A character of them is an
/// octet.
final class StrangeHeaders {
  private final Random random;

  StrangeHeaders(Random random) {
    this.random = random;
  }

  /// Fields of a message, many.
  String fields() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(field());
    }
    return text.append(pick("", "", "MIME-Version: 1.0\r\n")).toString();
  }

  /// Fields of a message, some.
  String few() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(field());
    }
    return text.toString();
  }

  /// Fields, each of which or which together are very long.
  String huge() {
    StringBuilder text = new StringBuilder();
    switch (random.nextInt(3)) {
      case 0 -> text.append("Subject: ").append("long ".repeat(4000)).append("\r\n");
      case 1 -> {
        text.append("To: ");
        for (int i = 0; i < 400; i++) {
          text.append("u").append(i).append("@example.org,\r\n ");
        }
        text.append("last@example.org\r\n");
      }
      default -> {
        for (int i = 0; i < 300; i++) {
          text.append("X-Trace-").append(i).append(": ").append("x".repeat(i)).append("\r\n");
        }
      }
    }
    return text.toString();
  }

  private String field() {
    String name =
        pick("From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Subject", "Date", "Message-ID");
    String other = pick("In-Reply-To", "References", "X-Other", "Received", "x-low", "Comments");
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> other + ": " + text() + "\r\n";
      case 3 -> name + pick(" :", ":", ":\t", ":   ", " : ") + value(name) + "\r\n";
      case 4 -> name + ":" + pick("", " ", "\r\n ", "  \r\n\t") + "\r\n";
      case 5 -> name.toUpperCase(Locale.ROOT) + ": " + value(name) + " \r\n";
      default -> name + ": " + value(name) + "\r\n";
    };
  }

  private String value(String name) {
    return switch (name) {
      case "Subject", "Date", "Message-ID", "In-Reply-To", "References" -> text();
      default -> addresses();
    };
  }

  private String text() {
    return pick(
        "plain",
        "folded\r\n text",
        "folded\r\n\ttwice\r\n  over",
        "=?utf-8?q?caf=C3=A9?=",
        "=?utf-8?b?Y2Fmw6k=?= =?iso-8859-1?q?_=E9?=",
        "quoted \"marks\" and \\ slashes",
        "caf\u00c3\u00a9",
        "latin \u00e9",
        "Sat, 1 Jan 2022 10:00:00 +0100",
        "Sat, 1 Jan 2022 10:00:00 +0100 (CET)",
        "<one@example.org>",
        "<one@example.org>\r\n <two@example.org>",
        "(comment) <three@example.org>",
        "tab\there",
        "braces {5} and % * ( )",
        "re: [list] x");
  }

  private String addresses() {
    StringBuilder text = new StringBuilder(address());
    while (random.nextInt(3) == 0) {
      text.append(pick(", ", ",", ",\r\n ", ", , ", " , ")).append(address());
    }
    return text.append(random.nextInt(20) == 0 ? "," : "").toString();
  }

  private String address() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> pick(GROUPS);
      case 3, 4, 5 -> pick(OLD);
      case 6 -> pick(NONE);
      default -> pick(USUAL);
    };
  }

  private static final String[] USUAL = {
    "anna@example.org",
    "Anna <anna@example.org>",
    "\"Anna B.\" <anna@example.org>",
    "\"a, b\" <anna@example.org>",
    "Anna B. Example <anna.b@example.org>",
    "=?utf-8?q?=C3=84nna?= <anna@example.org>",
    "anna@example.org (Anna)",
    "<anna@example.org>",
    "anna@[192.0.2.1]",
    "\"an na\"@example.org",
    "Anna\r\n <anna@example.org>",
    "\"quote \\\" and \\\\ slash\" <anna@example.org>",
    "caf\u00c3\u00a9 <anna@example.org>",
    "=?utf-8?q?a?= =?utf-8?q?b?= <anna@example.org>",
  };

  private static final String[] GROUPS = {
    "Undisclosed-Recipients:;",
    "group: anna@example.org, Bob <bob@example.org>;",
    "\"a group\":anna@example.org;",
    "a group : ;",
    "empty:, ;",
  };

  /// Old, but with a grammar (RFC 5322 §4.4).
  private static final String[] OLD = {
    "<@one.example,@two.example:anna@example.org>",
    "Anna <@one.example:anna@example.org>",
    "anna @ example . org",
    "anna(comment)@(comment)example.org",
    "(comment) anna@example.org",
    "Anna (comment) B <anna@example.org>",
    "Anna <anna@example.org> (comment)",
  };

  /// Without any.
  private static final String[] NONE = {
    "anna",
    "Anna <anna>",
    "<>",
    "Anna <>",
    "anna@",
    "@example.org",
    "Anna <anna@example.org",
    "anna@example.org bob@example.org",
    "Anna B anna@example.org",
    "anna@example@org",
    "<anna@example.org> Anna",
    "\"unclosed <anna@example.org>",
    "(unclosed anna@example.org",
    "anna;bob@example.org",
    "caf\u00e9@example.org",
    "anna@[unclosed",
    "Anna [x] <anna@example.org>",
    ".anna..b.@example.org",
    "group: a@example.org",
    "anna@example.org.",
  };

  /// Whether one of an address field's addresses is none.
  static boolean hasNoAddress(String value) {
    String text = value.replaceAll("\\s+", " ");
    return Arrays.stream(NONE)
        .map(none -> "(^|[,;] *)" + Pattern.quote(none) + " *(,|$)")
        .anyMatch(none -> Pattern.compile(none).matcher(text).find());
  }

  private static final String[] TYPES = {
    "text/plain",
    "text/plain; charset=utf-8",
    "text/plain; charset=\"us-ascii\"; format=flowed",
    "TEXT/HTML; CHARSET=ISO-8859-1",
    "text/html;\r\n charset=utf-8",
    "application/pdf; name=\"a file.pdf\"",
    "image/png; name*=utf-8''%E2%82%AC.png",
    "application/octet-stream; name*0=one; name*1=\"two\"",
    "application/x-y; name*0*=utf-8'en'caf%C3%A9; name*1=.txt",
    "text/calendar; method=REQUEST; charset=utf-8",
    "text/plain (comment); charset=utf-8 (comment)",
    "text / plain; charset = utf-8",
    "text/plain; name=\"quote \\\" slash \\\\ end\"",
    "text/plain; name=caf\u00e9.txt",
    "text/plain; name=\"=?utf-8?q?caf=C3=A9?=\"",
    "application/ms-tnef; name=\"\"",
    "message/delivery-status",
    "message/partial; id=\"x\"; number=1; total=2",
    "message/external-body; access-type=URL; URL=\"http://example.org/\"",
    "*/*",
  };

  /// What RFC 2045 §5.1 has no grammar for.
  private static final String[] WRONG_TYPES = {
    "text",
    "text/",
    "/plain",
    "",
    "multipart/",
    "text/plain; charset",
    "text/plain; charset=",
    "text/plain; charset=a b; x=y",
    "text/plain;; charset=utf-8;",
    "text/plain; charset=utf-8; charset=latin1",
    "text/plain charset=utf-8",
    "text/plain; name=\"unclosed",
    "text/x-a+b; x=a/b",
  };

  /// A field with the content's type.
  String type() {
    return "Content-Type: "
        + (random.nextInt(20) == 0 ? pick(WRONG_TYPES) : pick(TYPES))
        + pick("\r\n", "\r\n", "\r\n", " \r\n");
  }

  private static final String BLANKS = "(?:\\s|\\((?:[^()\\\\]|\\\\.)*\\))*";
  private static final String TOKEN = "[^\\x00-\\x20\\x7f()<>@,;:\\\\\"/\\[\\]?=]+";
  private static final String VALUE = "(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*\")";
  private static final Pattern TYPE =
      Pattern.compile(BLANKS + TOKEN + BLANKS + "/" + BLANKS + TOKEN + BLANKS + "(?:$|(?=;))");
  private static final Pattern PARAMETER =
      Pattern.compile(";" + BLANKS + "(" + TOKEN + ")" + BLANKS + "=" + BLANKS + VALUE + BLANKS);
  private static final Pattern PARAMETERS =
      Pattern.compile(
          "(?:" + TYPE + "|" + BLANKS + TOKEN + ")" + BLANKS + "(?:" + PARAMETER + ")*");

  /// Whether a value of Content-Type begins with a type (RFC 2045 §5.1).
  static boolean hasType(String value) {
    return TYPE.matcher(value).lookingAt();
  }

  /// Whether a value of Content-Type or Content-Disposition is one as a whole, with no parameter
  /// twice.
  static boolean hasParameters(String value) {
    Set<String> names = new HashSet<>();
    return PARAMETERS.matcher(value).matches()
        && PARAMETER
            .matcher(value)
            .results()
            .allMatch(found -> names.add(found.group(1).toLowerCase(Locale.ROOT)));
  }

  /// A field with an encoding that hides what is in it.
  String encoding() {
    return "Content-Transfer-Encoding: "
        + pick("7bit", "8bit", "base64", "QUOTED-PRINTABLE", "x-y")
        + "\r\n";
  }

  /// Other fields about a content, if any.
  String content() {
    StringBuilder text = new StringBuilder();
    while (random.nextInt(3) == 0) {
      text.append(pick(CONTENT)).append("\r\n");
    }
    return text.toString();
  }

  private static final String[] CONTENT = {
    "Content-Disposition: attachment",
    "Content-Disposition: attachment; filename=\"a file.txt\"; size=10",
    "Content-Disposition: ATTACHMENT; filename*=utf-8''%E2%82%AC.txt",
    "Content-Disposition: inline; filename*0=one; filename*1=two",
    "Content-Disposition: inline (comment)",
    "Content-Disposition: attachment; filename=a file.txt",
    "Content-Disposition:",
    "Content-Disposition: attachment; filename=\"=?utf-8?q?caf=C3=A9?=\"",
    "Content-ID: <id@example.org>",
    "Content-ID:  <id@example.org> (comment)",
    "Content-Description: a description",
    "Content-Description: =?utf-8?q?caf=C3=A9?=\r\n folded",
    "Content-Description:",
    "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==",
    "Content-Language: en",
    "Content-Language: en, de (German) , fr",
    "Content-Language:",
    "Content-Location: http://example.org/a.html",
    "Content-Location: http://example.org/\r\n b.html",
    "Content-Transfer-Encoding: 7bit",
    "X-Content: other",
  };

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
