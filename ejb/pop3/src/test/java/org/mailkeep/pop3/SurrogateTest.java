package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.ImapServer;

/// What clients with and without UTF-8 mode read of a message whose header is UTF-8.
final class SurrogateTest {
  private static final String MESSAGE =
      "From: Jürgen <jürgen@example.org>\r\n"
          + "To: Zoë <zoe@example.org>, jane@example.org\r\n"
          + "Subject: Grüße\r\n"
          + "X-Note: café\r\n"
          + "Message-ID: <1@example.org>\r\n"
          + "\r\n"
          + "Grüße auch hier\r\n";

  private static List<String> retrieve(ImapServer.Client client, int octets) throws IOException {
    assertEquals("+OK " + octets + " octets", Pop3Server.say(client, "RETR 1"));
    return Pop3Server.rows(client);
  }

  @Test
  void whoAsksForUtf8ReadsItAsItIs() throws IOException {
    try (Pop3Server server = new Pop3Server()) {
      server.deliverText(MESSAGE);
      ImapServer.Client client = server.connect();
      client.line();
      Pop3Server.say(client, "UTF8");
      Pop3Server.say(client, "USER jane");
      Pop3Server.say(client, "PASS secret");
      int octets = MESSAGE.getBytes(StandardCharsets.UTF_8).length;
      assertEquals(MESSAGE.lines().toList(), retrieve(client, octets));
    }
  }

  @Test
  void othersReadAConventionalHeader() throws IOException {
    try (Pop3Server server = new Pop3Server()) {
      server.deliverText(MESSAGE);
      ImapServer.Client client = server.login();
      Pop3Server.say(client, "TOP 1 0");
      List<String> header = Pop3Server.rows(client);
      String all = String.join("\n", header);
      assertTrue(all.chars().allMatch(c -> c < 128), all);
      assertTrue(all.contains("<invalid@internationalized-address.invalid>"), all);
      assertTrue(all.contains("<zoe@example.org>, jane@example.org"), all);
      assertTrue(header.contains("Subject: =?UTF-8?B?R3LDvMOfZQ==?="), all);
      assertTrue(!all.contains("X-Note"), all);
      assertTrue(header.contains("Message-ID: <1@example.org>"), all);
      int octets = all.replace("\n", "\r\n").length() + 2 + "Grüße auch hier\r\n".length() + 2;
      List<String> whole = retrieve(client, octets);
      assertEquals(header, whole.subList(0, header.size()));
      assertEquals("Grüße auch hier", whole.getLast());
    }
  }

  @Test
  void aLongBodyFollowsTheHeaderWhole() throws IOException {
    String body = "0123456789abcde\r\n".repeat(5_000);
    try (Pop3Server server = new Pop3Server()) {
      server.deliverText("Subject: Grüße\r\n\r\n" + body);
      ImapServer.Client client = server.login();
      assertTrue(Pop3Server.say(client, "RETR 1").startsWith("+OK "));
      List<String> lines = Pop3Server.rows(client);
      assertEquals(5_002, lines.size());
      assertEquals(body, String.join("\r\n", lines.subList(2, lines.size())) + "\r\n");
    }
  }

  private static String parts(String body) {
    return "Subject: parts\r\n"
        + "MIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=\"s;p\"\r\n"
        + "\r\n"
        + "--s;p\r\n"
        + "Content-Type: application/pdf; name=\"Grüße; 1.pdf\"; x=y\r\n"
        + "Content-Description: Grüße\r\n"
        + "\r\n"
        + body
        + "\r\n"
        + "--s;p\r\n"
        + "Content-Type: message/rfc822\r\n"
        + "\r\n"
        + "From: Jürgen <jürgen@example.org>\r\n"
        + "Subject: inside\r\n"
        + "\r\n"
        + "Grüße auch hier\r\n"
        + "--s;p--\r\n";
  }

  /// RFC 6856 §2.1 holds for headers of parts, near the beginning and far from it.
  @Test
  void headersOfPartsAreConventionalToo() throws IOException {
    for (int length : List.of(10, 100_000)) {
      String body = "x".repeat(length);
      try (Pop3Server server = new Pop3Server()) {
        server.deliverText(parts(body));
        ImapServer.Client client = server.login();
        String title = Pop3Server.say(client, "RETR 1");
        List<String> lines = Pop3Server.rows(client);
        int octets = lines.stream().mapToInt(SurrogateTest::octets).sum();
        assertEquals("+OK " + octets + " octets", title);
        assertTrue(
            lines.contains(
                "Content-Type: application/pdf; name*=UTF-8''Gr%C3%BC%C3%9Fe%3B%201.pdf; x=y"),
            lines::toString);
        assertTrue(lines.contains("Content-Description: =?UTF-8?B?R3LDvMOfZQ==?="));
        assertTrue(lines.contains(body));
        String from = "<invalid@internationalized-address.invalid>";
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("From: ") && l.endsWith(from)));
        List<String> raw = lines.stream().filter(l -> octets(l) > l.length() + 2).toList();
        assertEquals(List.of("Grüße auch hier"), raw);
        assertEquals("--s;p--", lines.getLast());
      }
    }
  }

  private static int octets(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 2;
  }

  @Test
  void whatCannotBeToldWithoutUtf8IsRefused() throws IOException {
    String header = "X-Filler: 0123456789abcdef0123456789abcdef\r\n".repeat(6_500);
    try (Pop3Server server = new Pop3Server()) {
      server.deliverText(header + "Subject: Grüße\r\n\r\nlong\r\n");
      server.deliverText(header + "Subject: plain\r\n\r\nlong\r\n");
      ImapServer.Client client = server.login();
      String refusal = "-ERR [UTF8] The message takes UTF8 mode";
      assertEquals(refusal, Pop3Server.say(client, "RETR 1"));
      assertEquals(refusal, Pop3Server.say(client, "TOP 1 0"));
      assertTrue(Pop3Server.say(client, "RETR 2").startsWith("+OK "));
      List<String> lines = Pop3Server.rows(client);
      assertEquals(6_503, lines.size());
      assertEquals("long", lines.getLast());
      Pop3Server.say(client, "QUIT");

      ImapServer.Client able = server.connect();
      able.line();
      Pop3Server.say(able, "UTF8");
      Pop3Server.say(able, "USER jane");
      Pop3Server.say(able, "PASS secret");
      assertTrue(Pop3Server.say(able, "RETR 1").startsWith("+OK "));
      assertTrue(Pop3Server.rows(able).contains("Subject: Grüße"));
    }
  }

  @Test
  void aFieldOfManyParametersCostsNoMoreThanItsLength() {
    String field = "x" + "; a=é".repeat(50_000);
    String rewritten =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> MimeParameters.rewritten("Content-Type", field).orElseThrow());
    assertEquals(50_000, rewritten.split("a\\*=UTF-8''%C3%A9", -1).length - 1);
  }
}
