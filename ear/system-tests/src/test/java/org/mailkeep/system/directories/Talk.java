package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// Conversations with a server, up to where somebody says who they are.
///
/// @param server which runs
record Talk(MailServer server) {
  Wire smtp(String listener) throws IOException {
    var smtp = new Wire(server.port(listener));
    starts("220", smtp.reply());
    starts("250", smtp.smtp("EHLO client.example.net"));
    return smtp;
  }

  Wire imap() throws IOException {
    var imap = new Wire(server.port("imap"));
    imap.line();
    return imap;
  }

  static void data(Wire smtp, String subject) throws IOException {
    starts("354", smtp.smtp("DATA"));
    starts("250", smtp.smtp("Subject: " + subject + "\r\n\r\nHello.\r\n."));
  }

  static String plain(String login, String password) {
    byte[] both = ("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8);
    return "AUTH PLAIN " + Base64.getEncoder().encodeToString(both);
  }

  static void starts(String expected, String reply) {
    assertTrue(reply.startsWith(expected), expected + " expected: " + reply);
  }
}
