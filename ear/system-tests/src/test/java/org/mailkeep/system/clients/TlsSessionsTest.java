package org.mailkeep.system.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.launcher.Json;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;

/// Sessions over TLS, line by line.
@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class TlsSessionsTest {
  @TempDir Path folder;

  /// A client of one listener.
  private record Session(SSLSocket socket, BufferedReader in) implements AutoCloseable {
    static Session open(Mailbox mailbox, int port) throws IOException, GeneralSecurityException {
      KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      try (InputStream pem = Files.newInputStream(mailbox.certificate())) {
        known.setCertificateEntry(
            "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      var socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(60_000);
      return new Session(
          socket,
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }

    void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Reads on to a line that begins so.
    String until(String start) throws IOException {
      String line = in.readLine();
      while (line != null && !line.startsWith(start)) {
        line = in.readLine();
      }
      return String.valueOf(line);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void endForAnAccountThatIsDisabled(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "disabled", folder);
    try (Session imap = Session.open(jane, server.port("imaps"));
        Session smtp = Session.open(jane, server.port("submissions"))) {
      imap.send("a LOGIN " + jane.address() + " \"" + jane.password() + "\"");
      assertTrue(imap.until("a ").startsWith("a OK"));
      smtp.send("EHLO client.example.net");
      smtp.until("250 ");
      String claim = "\0" + jane.address() + "\0" + jane.password();
      byte[] octets = claim.getBytes(StandardCharsets.UTF_8);
      smtp.send("AUTH PLAIN " + Base64.getEncoder().encodeToString(octets));
      assertTrue(smtp.until("235").startsWith("235"));
      server
          .api()
          .call(
              "PATCH",
              "/api/principal/" + jane.address(),
              "[{\"action\":\"set\",\"field\":\"enabled\",\"value\":false}]");
      assertEquals("* BYE The account was changed, log in again", imap.in().readLine());
      assertNull(imap.in().readLine());
      smtp.send("MAIL FROM:<" + jane.address() + ">");
      assertEquals("421 4.7.0 The account was changed, log in again", smtp.in().readLine());
      assertNull(smtp.in().readLine());
    }
  }

  @Test
  void tellTheVersionThatTheServerHas(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "version", folder);
    String status = server.api().call("GET", "/api/status", "");
    String version = Json.parse(status).member("data").member("version").text();
    assertTrue(version.matches("\\d+\\.\\d+.*"), version);
    String said = server.launcher("version").success();
    assertTrue(said.startsWith("Mailkeep " + version + " on Java "), said);
    try (Session imap = Session.open(jane, server.port("imaps"))) {
      imap.send("a ID NIL");
      String id = imap.until("* ID");
      assertTrue(id.contains("\"version\" \"" + version + "\""), id);
    }
  }
}
