package org.mailkeep.directory.ldap.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.ldap.LdapServer;

/// A server that says what a test wants, octet by octet or all at once.
class LdapSocketTest {
  private static final String RIGHT = "300c0201016107 0a0100 0400 0400";
  private static final String WRONG = "300c0201026107 0a0131 0400 0400";
  private static final String STARTED = "300c0201017807 0a0100 0400 0400";
  private static final String ENTRY = "30180201016413 0404636e3d78 300b 3009 0402636e 3103040178";
  private static final String DONE = "300c0201016507 0a0100 0400 0400";
  private static final String BYE =
      "30270201007822 0a0134 0400 0403627965 8a16312e332e362e312e342e312e313436362e3230303336";

  private final ServerSocket listener;

  LdapSocketTest() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  /// Answers each request with the next of these; afterwards it is silent.
  ///
  /// @param piece octets that it sends at once
  private void answers(int piece, String... answers) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = listener.accept()) {
            client.setTcpNoDelay(true);
            for (String answer : answers) {
              if (client.getInputStream().read(new byte[1_000]) < 0) {
                return;
              }
              send(
                  client.getOutputStream(),
                  HexFormat.of().parseHex(answer.replace(" ", "")),
                  piece);
            }
            while (client.getInputStream().read() >= 0) {
              // It listens, and says nothing.
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void send(OutputStream out, byte[] octets, int piece) throws IOException {
    for (int i = 0; i < octets.length; i += piece) {
      out.write(octets, i, Math.min(piece, octets.length - i));
      out.flush();
    }
  }

  private Link link(LdapServer.Encryption encryption) throws Unreachable {
    var second = Duration.ofSeconds(1);
    var times =
        new LdapServer.Times(second.multipliedBy(5), second, second, second.multipliedBy(60));
    return SlowServerTest.link(listener.getLocalPort(), encryption, times);
  }

  private static LdapSearch search() {
    return new LdapSearch("dc=x", LdapSearch.Scope.TREE, LdapSearch.ANYTHING, List.of("cn"), 5);
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "1000"})
  void answersAreReadHoweverTheyComeIn(int piece) throws Exception {
    answers(piece, RIGHT, WRONG);
    Link link = link(LdapServer.Encryption.NONE);
    assertTrue(link.bind("cn=x", "right"));
    assertFalse(link.bind("cn=x", "wrong"));
    link.close();
    answers(piece, ENTRY + DONE);
    link = link(LdapServer.Encryption.NONE);
    List<LdapEntry> found = link.search(search());
    assertEquals("cn=x", found.getFirst().dn());
    assertEquals(List.of("x"), found.getFirst().texts(List.of("cn")));
    assertEquals(1, found.size());
    link.close();
  }

  @ParameterizedTest
  @CsvSource({
    "the server ends the connection: bye, " + BYE,
    "an answer to another question, " + WRONG,
    "an answer to another question, " + ENTRY,
    "no answer of LDAP, 3003040178",
    "no answer of LDAP: ERR_01003, 300c02010161070a8300100000",
    "Read timed out, 300c02"
  })
  void whatIsNoAnswerEndsTheSession(String because, String octets) throws Exception {
    answers(100, octets);
    Link link = link(LdapServer.Encryption.NONE);
    long begun = System.nanoTime();
    var lost = assertThrows(SessionLost.class, () -> link.bind("cn=x", "right"));
    assertTrue(String.valueOf(lost.getMessage()).contains(because), lost.getMessage());
    assertTrue(System.nanoTime() - begun < 3_000_000_000L, "no longer than the time-out");
    link.close();
    assertFalse(link.isGood());
  }

  /// However little of it there is: the message, something in it, and what is so long that a sum
  /// with it is negative.
  @ParameterizedTest
  @CsvSource({
    "67108865, 3084 04000001 020101",
    "2147482808, 3084 7ffffcb8 020101 6184 7ffffca0 0a0100 0484 7ffffc80 61",
    "2147483647, 3084 03000000 020101 6184 02000000 0a0100 0484 7fffffff 61"
  })
  void anAnswerThatIsTooLongIsNotTaken(String size, String octets) throws Exception {
    answers(100, octets);
    Link link = link(LdapServer.Encryption.NONE);
    var lost = assertThrows(SessionLost.class, () -> link.bind("cn=x", "right"));
    String message = String.valueOf(lost.getMessage());
    String digits = message.replaceAll("[^0-9]", "");
    assertTrue(message.contains("no answer of LDAP"), message);
    assertTrue(digits.contains(size) && digits.endsWith("67108864"), message);
    link.close();
    assertFalse(link.isGood());
  }

  /// RFC 4513 §3.1.1: nothing goes over the connection between the answer and TLS.
  @Test
  void nothingIsTakenFromBeforeTls() {
    answers(100, STARTED + RIGHT);
    var refused = assertThrows(Unreachable.class, () -> link(LdapServer.Encryption.START_TLS));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("between StartTLS and TLS"),
        refused.getMessage());
  }
}
