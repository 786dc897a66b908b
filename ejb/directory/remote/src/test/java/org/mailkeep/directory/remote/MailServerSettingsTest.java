package org.mailkeep.directory.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.settings.Configuration;

/// Files of all generations say where mail servers are.
final class MailServerSettingsTest {
  private static Configuration configuration(String lines) {
    return Configuration.of(
        "[directory.d]\n" + lines,
        ChosenDirectory.class,
        DirectoryServerSettings.class,
        MailServerSettings.class);
  }

  private static RemoteServer server(String lines) {
    return MailServerSettings.server(configuration(lines), "d", "us");
  }

  @ParameterizedTest
  @CsvSource({
    "imap, host, tls.enable, false, 143",
    "imap, host, tls.enable, true, 993",
    "smtp, host, tls.enable, false, 25",
    "smtp, host, tls.enable, true, 465",
    "lmtp, host, tls.enable, false, 25",
    "imap, address, tls.implicit, true, 993",
    "lmtp, address, tls.implicit, true, 465"
  })
  void olderAndNewerNamesAreTaken(String kind, String host, String tls, boolean on, int port) {
    var server =
        server("type = \"%s\"\n%s = \"mx.example.org\"\n%s = %s".formatted(kind, host, tls, on));
    assertEquals("mx.example.org:" + port, server.where());
    assertEquals(on, server.trust().tlsFirst());
    assertEquals(new RemoteServer.Limits(10, 3), server.limits());
    assertEquals(Duration.ofSeconds(30), server.times().answer());
  }

  @Test
  void aSessionIsNotAwaitedLongerThanAPlace() {
    var server =
        server(
            """
            type = "imap"
            host = "mx.example.org"
            pool.timeout.create = "20s"
            pool.timeout.wait = "3s"
            """);
    assertEquals(Duration.ofSeconds(3), server.times().create());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = \"imap\"",
        "type = \"smtp\"\nhost = \"mx\"\nlookup.domains = [\"example.org\", \"a b\"]",
        "type = \"imap\"\nhost = \"mx\"\nlookup.directory = \"d\"",
        "type = \"imap\"\nhost = \"mx\"\nlookup.directory = \"missing\"",
        "type = \"lmtp\"\nhost = \"mx\"\nlimits.rcpt = 0",
        "type = \"lmtp\"\nhost = \"mx\"\nport = 70000",
        "type = \"imap\"\nhost = \"mx\"\ntls.ca = \"no PEM\""
      })
  void whatCannotBeIsRefused(String lines) {
    var e = assertThrows(RuntimeException.class, () -> configuration(lines));
    assertTrue(String.valueOf(e.getMessage()).contains("directory.d."), e.toString());
  }
}
