package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
}
