package org.mailkeep.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mailkeep.services.Catalogue;
import org.mailkeep.settings.ExampleFile;
import org.mailkeep.settings.SettingsPage;
import org.mailkeep.sources.House;

/// What is written from the settings' declarations: the reference page and the commented default
/// file. [#main] writes both.
final class SettingsDocuments {

  private static final String HEAD =
      """
      Mailkeep's settings.

      Every key is here with its default, commented out: an empty file means the same. The
      reference is .github/SETTINGS.md. After a change: config/mailkeep reload (or restart, where
      the reference says so). A key that does not exist is an error, with its line.

      For trials the server listens on loopback alone, every port moved up by 10000: SMTP 10025,
      submission 10587 and 10465, LMTP 10024, IMAP 10143 and 10993, POP3 10110 and 10995, HTTP
      18080, HTTPS 10443.

      To go to real ports and addresses, declare the listeners that you want. Once one is declared,
      exactly the declared ones run, on exactly their ports:

        [lookup.default]
        hostname = "mail.example.org"

        [server.listener.smtp]
        bind = "[::]:25"
        protocol = "smtp"

        [server.listener.submissions]
        bind = "[::]:465"
        protocol = "smtp"
        tls.implicit = true

        [server.listener.imaps]
        bind = "[::]:993"
        protocol = "imap"
        tls.implicit = true

        [server.listener.https]
        bind = "[::]:443"
        protocol = "https"

        [certificate.main]
        cert = "file:///etc/mailkeep/fullchain.pem"
        private-key = "file:///etc/mailkeep/privkey.pem"
        default = true

      Ports below 1024 need a right of their own on Linux: setcap, a socket's forwarding, or
      sysctl net.ipv4.ip_unprivileged_port_start=25.
      """;

  private SettingsDocuments() {}

  /// The files and what they must say.
  static Map<Path, String> texts() {
    var catalogue = Catalogue.all();
    return Map.of(
        Path.of(".github", "SETTINGS.md"), SettingsPage.of(catalogue),
        Path.of("config", "mailkeep.toml"), ExampleFile.of(catalogue, HEAD));
  }

  /// Writes both into the checkout that the system property `house` names.
  public static void main(String[] arguments) throws IOException {
    for (var text : texts().entrySet()) {
      Files.writeString(House.root().resolve(text.getKey()), text.getValue());
    }
  }
}
