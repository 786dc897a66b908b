package org.mailkeep.wire.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;

/// The client's side of each mechanism with Dovecot as the server.
@Tag("servers")
class DovecotTest {
  private static final int TRIES = 500;

  private static int port;
  private static Path folder;
  private static Process dovecot;

  @BeforeAll
  static void start(@TempDir Path where) throws IOException {
    folder = where;
    // its parts run as users of their own
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(
        folder.resolve("home"), PosixFilePermissions.fromString("rwxrwxrwx"));
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("users"), "jane:{PLAIN}pässword:::::\n");
    Path configuration = folder.resolve("dovecot.conf");
    Files.writeString(
        configuration,
        """
        protocols = imap
        listen = 127.0.0.1
        base_dir = %1$s/run
        state_dir = %1$s/run
        log_path = %1$s/log
        ssl = no
        disable_plaintext_auth = no
        auth_failure_delay = 0
        mail_location = maildir:~/mail
        auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 oauthbearer xoauth2
        service imap-login {
          chroot =
          inet_listener imap {
            port = %2$d
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        passdb {
          driver = passwd-file
          args = %1$s/users
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=%1$s/home
        }
        """
            .formatted(folder, port));
    dovecot =
        new ProcessBuilder("/usr/sbin/dovecot", "-F", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    await();
  }

  private static void await() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException _) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    throw new IOException("Dovecot does not listen: " + Files.readString(folder.resolve("out")));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    dovecot.destroy();
    assertTrue(dovecot.waitFor(1, TimeUnit.MINUTES));
  }

  /// A connection to Dovecot.
  private record Session(Socket socket, BufferedReader in) implements AutoCloseable {
    static Session open() throws IOException {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(30_000);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertTrue(in.readLine().startsWith("* OK"));
      return new Session(socket, in);
    }

    void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
    }

    /// Runs an exchange.
    ///
    /// @return the tagged reply
    String authenticate(ClientExchange client, boolean early) throws IOException {
      Optional<byte[]> initial = early ? client.initial() : Optional.empty();
      send("a AUTHENTICATE " + client.name() + initial.map(DovecotTest::initial).orElse(""));
      String line = in.readLine();
      while (!line.startsWith("a ")) {
        if (line.startsWith("+")) {
          byte[] challenge = Base64.getDecoder().decode(line.substring(1).strip());
          send(client.answer(challenge).map(DovecotTest::base64).orElse("*"));
        }
        line = in.readLine();
      }
      return line;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String initial(byte[] octets) {
    return " " + base64(octets);
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static ClientExchange client(String mechanism, ClientIdentity identity) {
    return ClientExchange.choose(
            List.of(mechanism), identity, Channel.CONFIDENTIAL, Chance.secure())
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
  void everyMechanismLogsIn(String mechanism) throws IOException {
    for (boolean early : new boolean[] {true, false}) {
      try (var session = Session.open()) {
        var client = client(mechanism, new ClientIdentity.Password("jane", "pässword"));
        assertEquals(mechanism, client.name());
        String reply = session.authenticate(client, early);
        assertTrue(reply.startsWith("a OK"), reply);
        assertTrue(client.isComplete());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
  void aWrongPasswordIsRefused(String mechanism) throws IOException {
    try (var session = Session.open()) {
      var client = client(mechanism, new ClientIdentity.Password("jane", "password"));
      String reply = session.authenticate(client, true);
      assertTrue(reply.startsWith("a NO"), reply);
      assertFalse(mechanism.startsWith("SCRAM") && client.isComplete());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
  void aTokenThatIsNotTakenEndsWell(String mechanism) throws IOException {
    try (var session = Session.open()) {
      var client = client(mechanism, new ClientIdentity.Token("jane", "token"));
      String reply = session.authenticate(client, true);
      assertTrue(reply.startsWith("a NO"), reply);
    }
  }

  @Test
  void theBestOfItsOfferIsChosen() throws IOException {
    try (var session = Session.open()) {
      session.send("c CAPABILITY");
      String offer = session.in().readLine();
      List<String> names =
          Arrays.stream(offer.split(" ", -1))
              .filter(word -> word.startsWith("AUTH="))
              .map(word -> word.substring("AUTH=".length()))
              .toList();
      var best =
          ClientExchange.choose(
              names,
              new ClientIdentity.Password("jane", "pässword"),
              Channel.CONFIDENTIAL,
              Chance.secure());
      assertEquals("SCRAM-SHA-256", best.orElseThrow().name());
    }
  }
}
