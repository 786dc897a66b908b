package org.mailkeep.directory.ldap.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.ldap.LdapServer;
import org.mailkeep.kernel.ServerTrust;

/// A server that always says something before a reader's patience ends, and never all of it.
@Timeout(60)
class SlowServerTest {
  private static final String STARTED = "300c0201017807 0a0100 0400 0400";
  private static final String ENTRY = "30180201016413 0404636e3d78 300b 3009 0402636e 3103040178";

  /// The end of a page without entries, and where the next one begins (RFC 2696 §3).
  private static final String EMPTY_PAGE =
      "3032 020101 6507 0a0100 0400 0400"
          + "a024 3022 0416312e322e3834302e3131333535362e312e342e333139 0408 3006 020100 040178";

  /// Where the number of the answered request is in it.
  private static final int NUMBER = 4;

  /// The beginnings of records of TLS (RFC 8446 §5.1), as long as they may be.
  private static final String HANDSHAKE = "1603034000";

  private static final String DATA = "1703034000";

  private static final Duration SECOND = Duration.ofSeconds(1);

  /// As exactly as sockets count, and as slow as this machine may be.
  private static final Duration SOON = Duration.ofMillis(950);

  private static final Duration LATE = Duration.ofSeconds(5);
  private static final int TIMES = 50;

  private final ServerSocket listener;

  SlowServerTest() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  /// What the server does with its client.
  private interface Script {
    void play(Socket client) throws IOException;
  }

  private void serves(Script script) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = listener.accept()) {
            client.setTcpNoDelay(true);
            script.play(client);
            hear(client);
          } catch (IOException e) {
            // The client has enough.
            return;
          }
        });
  }

  private static void hear(Socket client) throws IOException {
    if (client.getInputStream().read(new byte[1_000]) < 0) {
      throw new IOException("the client is gone");
    }
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /// Says the same again and again.
  private static void trickle(OutputStream out, byte[] octets) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      pause(Duration.ofMillis(200));
      out.write(octets);
      out.flush();
    }
  }

  private Link link(LdapServer.Encryption encryption, Duration create) throws Unreachable {
    var times = new LdapServer.Times(create, SECOND, SECOND, SECOND.multipliedBy(60));
    return link(listener.getLocalPort(), encryption, times);
  }

  /// Logs nobody in at a server of this machine, whose certificate may be any.
  static Link link(int port, LdapServer.Encryption encryption, LdapServer.Times times)
      throws Unreachable {
    return Link.open(
        new LdapServer("127.0.0.1", port, encryption, new ServerTrust.Anyone(), "", "", times),
        Purpose.LOGINS);
  }

  private static LdapSearch search(int limit) {
    return new LdapSearch("dc=x", LdapSearch.Scope.TREE, LdapSearch.ANYTHING, List.of("cn"), limit);
  }

  private static <T extends Throwable> void fails(
      Duration least, Duration most, Class<T> failure, Executable task) {
    long begun = System.nanoTime();
    assertThrows(failure, task);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(taken.compareTo(least) >= 0 && taken.compareTo(most) < 0, taken.toString());
  }

  @Test
  void entriesThatComeOneByOneShareTheTimeOfAnAnswer() throws Unreachable {
    serves(client -> {
      hear(client);
      trickle(client.getOutputStream(), octets(ENTRY));
    });
    try (Link link = link(LdapServer.Encryption.NONE, SECOND)) {
      fails(SOON, LATE, SessionLost.class, () -> link.search(search(100)));
    }
  }

  @Test
  void pagesShareTheTimeOfAnAnswer() throws Unreachable {
    serves(client -> {
      for (int i = 1; i <= TIMES; i++) {
        hear(client);
        pause(Duration.ofMillis(200));
        byte[] page = octets(EMPTY_PAGE);
        page[NUMBER] = (byte) i;
        client.getOutputStream().write(page);
      }
    });
    try (Link link = link(LdapServer.Encryption.NONE, SECOND)) {
      fails(SOON, LATE, SessionLost.class, () -> link.search(search(1_000)));
    }
  }

  @Test
  void aHandshakeThatTricklesEndsInTime() {
    serves(client -> {
      hear(client);
      client.getOutputStream().write(octets(HANDSHAKE));
      trickle(client.getOutputStream(), new byte[1]);
    });
    fails(SOON, LATE, Unreachable.class, () -> link(LdapServer.Encryption.FROM_THE_START, SECOND));
  }

  @Test
  void allThatMakesAConnectionSharesItsTime() {
    serves(client -> {
      hear(client);
      pause(Duration.ofMillis(2_700));
      client.getOutputStream().write(octets(STARTED));
      hear(client);
      pause(Duration.ofSeconds(10));
    });
    fails(
        SOON,
        LATE,
        Unreachable.class,
        () -> link(LdapServer.Encryption.START_TLS, SECOND.multipliedBy(3)));
  }

  @Test
  @Tag("servers")
  void anAnswerThatTricklesThroughTlsEndsInTime(@TempDir Path folder) throws Exception {
    SSLContext context = context(folder);
    serves(client -> {
      var encrypted =
          (SSLSocket) context.getSocketFactory().createSocket(client, "127.0.0.1", 0, true);
      encrypted.setUseClientMode(false);
      hear(encrypted);
      client.getOutputStream().write(octets(DATA));
      trickle(client.getOutputStream(), new byte[1]);
    });
    try (Link link = link(LdapServer.Encryption.FROM_THE_START, SECOND.multipliedBy(10))) {
      fails(SOON, LATE, SessionLost.class, () -> link.bind("cn=x", "right"));
    }
  }

  /// With a certificate that it has signed itself.
  private static SSLContext context(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys");
    Path log = folder.resolve("log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=ldap",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException(Files.readString(log));
    }
    char[] password = "secret".toCharArray();
    KeyStore keys = KeyStore.getInstance(file.toFile(), password);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
