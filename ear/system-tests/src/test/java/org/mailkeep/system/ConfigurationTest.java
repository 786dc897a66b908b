package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {

  @TempDir Path folder;

  @Test
  void anUnknownKeyRefusesTheStart() throws IOException, InterruptedException {
    var server = MailServer.in(folder, "server.max-conections = 5");
    Outcome refused = server.launcher("start");
    assertEquals(1, refused.status());
    String expected =
        server.configuration()
            + ":6: server.max-conections: unknown key; did you mean server.max-connections?";
    assertTrue(refused.output().contains(expected), refused.output());
    assertFalse(server.ports().isOpen("http"));
  }

  @Test
  void aReloadClosesWhatIsGoneAndRefusesMistakes() throws IOException, InterruptedException {
    try (var server = MailServer.in(folder, listeners("false"))) {
      server.start();
      assertTrue(server.ports().isOpen("lmtp"));
      assertTrue(server.ports().isOpen("smtp"));
      assertFalse(server.ports().isOpen("imap"), "what the file does not declare does not run");
      assertEquals("SIZE 12345", size(server), "by the rule, by a port without its offset");

      server.configure(listeners("true").replace("12345", "23456"));
      server.launcher("reload").success();
      assertEquals("SIZE 23456", size(server));
      assertFalse(server.ports().isOpen("lmtp"));
      assertTrue(server.ports().isOpen("smtp"));

      server.configure(listeners("'maybe'"));
      for (Outcome refused : List.of(server.launcher("reload"), byTheServer(server))) {
        assertEquals(1, refused.status());
        assertTrue(refused.output().contains("server.listener.lmtp.disable"), refused.output());
      }
      assertTrue(server.ports().isOpen("smtp"), "the old configuration stays in force");
    }
  }

  /// What EHLO says of the size of messages. Rules of both dialects make the greeting, and take DSN
  /// away from this machine.
  private static String size(MailServer server) throws IOException {
    try (var wire = new Wire(server.port("smtp"))) {
      assertEquals("220 mail.example.org ESMTP smtp of mail.example.org", wire.reply());
      wire.send("EHLO localhost\r\n");
      String size = "";
      String line = wire.line();
      for (; line.startsWith("250-"); line = wire.line()) {
        assertFalse(line.contains("DSN"), line);
        size = line.contains("SIZE") ? line.substring(4) : size;
      }
      return size;
    }
  }

  /// With the address given, the launcher itself does not read the file.
  private static Outcome byTheServer(MailServer server) throws IOException, InterruptedException {
    return server.launcher("reload", "--url", "http://127.0.0.1:" + server.port("http"));
  }

  private static String listeners(String disable) {
    return """
    server.listener.smtp.bind = "127.0.0.1:25"
    server.listener.smtp.protocol = "smtp"
    server.listener.lmtp.bind = "127.0.0.1:24"
    server.listener.lmtp.protocol = "lmtp"
    server.listener.lmtp.disable = %s
    session.connect.greeting = "listener + ' of ' + key_get('default', 'hostname')"
    session.data.limits.size = [ { if = "local_port = 25 && !is_tls", then = 12345 }, { else = 1 } ]
    session.extensions.dsn = [ { all-of = [ { if = "remote-ip", eq = "127.0.0.0/8" },
                                            { if = "helo-domain", matches = "^local(host)?$" } ],
                                 then = false }, { else = true } ]
    server.listener.http.bind = "127.0.0.1:8080"
    server.listener.http.protocol = "http"
    """
        .formatted(disable);
  }
}
