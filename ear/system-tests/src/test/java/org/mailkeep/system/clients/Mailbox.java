package org.mailkeep.system.clients;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.mailkeep.kernel.AnyCertificate;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Program;

/// An account for a test, and what a mail program has to know of it.
///
/// @param address which is the login name too
/// @param certificate a PEM file with the server's certificate
record Mailbox(MailServer server, String address, String password, Path certificate) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /// Makes an account of its own on the shared server.
  ///
  /// @param folder where files for the programs go
  static Mailbox make(MailServer server, String name, Path folder)
      throws IOException, InterruptedException {
    String domain = name + ".clients.example";
    String address = "jane@" + domain;
    String password = "s3cret " + new SecureRandom().nextInt(1 << 20);
    server.api().createDomain(domain);
    server.api().createAccount(address, password);
    Path certificate = folder.resolve("server.pem");
    Files.writeString(certificate, pem(server.port("imaps")));
    return new Mailbox(server, address, password, certificate);
  }

  /// The port for IMAP with TLS from the start.
  int port() {
    return server.port("imaps");
  }

  /// A file of the test's resources, with `@NAME@` replaced.
  String script(String name, Map<String, String> more) throws IOException {
    String text;
    try (InputStream in = Mailbox.class.getResourceAsStream(name)) {
      text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value : values(more).entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return text;
  }

  private Map<String, String> values(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("PORT", String.valueOf(port()));
    values.put("USER", address);
    values.put("PASSWORD", password);
    values.put("CERTIFICATE", certificate.toString());
    return values;
  }

  /// Runs a program, which must succeed.
  String run(Map<String, String> environment, String... line)
      throws IOException, InterruptedException {
    return Program.run(LIMIT, environment, "", List.of(line)).success();
  }

  /// The certificate that the server shows, whoever signed it.
  private static String pem(int port) throws IOException {
    SSLSocketFactory sockets = AnyCertificate.context().getSocketFactory();
    try (var socket = (SSLSocket) sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      StringBuilder pem = new StringBuilder();
      for (Certificate certificate : socket.getSession().getPeerCertificates()) {
        pem.append("-----BEGIN CERTIFICATE-----\n");
        pem.append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()));
        pem.append("\n-----END CERTIFICATE-----\n");
      }
      return pem.toString();
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
  }
}
