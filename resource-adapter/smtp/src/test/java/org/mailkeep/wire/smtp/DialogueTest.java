package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.telemetry.ServerEvent;

class DialogueTest {
  private static final String HELLO =
      """
      S: 220 mx.example.org ESMTP
      C: HELO client.example.net
      S: 250 mx.example.org
      """;
  private static final String ADDRESSED =
      HELLO
          + """
          C: MAIL FROM:<a@example.net>
          S: 250 2.1.0
          C: RCPT TO:<jane@example.org>
          S: 250 2.1.5
          """;

  private static Wire relay() throws IOException {
    return new Wire(SmtpService.RELAY);
  }

  @Test
  void takesAMessage() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          """
          S: 220 mx.example.org ESMTP
          C: EHLO client.example.net
          S: 250-mx.example.org
          S: 250-PIPELINING
          S: 250-SIZE 1000
          S: 250-8BITMIME
          S: 250-BINARYMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250-DSN
          S: 250-STARTTLS
          S: 250-AUTH PLAIN LOGIN
          S: 250 HELP
          C: MAIL FROM:<a@example.net> SIZE=20 BODY=8BITMIME
          S: 250 2.1.0 yes
          C: RCPT TO:<jane@example.org> NOTIFY=NEVER
          S: 250 2.1.5 yes
          C: DATA
          S: 354 Start mail input
          C: Subject: hi
          C:\s
          C: ..dot
          C: .
          S: 250 2.0.0 queued
          C: QUIT
          S: 221 2.0.0 Bye
          S: <end>
          """);
      assertEquals(List.of("Subject: hi\r\n\r\n.dot\r\n"), wire.server.messages);
      Wire.until(() -> wire.server.log.equals(List.of("disconnect")));
    }
  }

  @Test
  void answersPipelinedCommandsInOrder() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          HELLO
              + """
              C> MAIL FROM:<a@x.org>\\r\\nRCPT TO:<jane@x.org>\\r\\nRCPT TO:<bad@x.org>\\r\\nDATA\\r\\n
              S: 250 2.1.0
              S: 250 2.1.5
              S: 550 5.7.1
              S: 354
              C> hi\\r\\n.\\r\\nMAIL FROM:<b@x.org>\\r\\nRSET\\r\\nQUIT\\r\\n
              S: 250 2.0.0 queued
              S: 250 2.1.0
              S: 250 2.0.0
              S: 221
              S: <end>
              """);
      assertEquals(List.of("hi\r\n"), wire.server.messages);
    }
  }

  /// All replies to a group come in one piece when they fit.
  @Test
  void sendsRepliesToAGroupTogether() throws IOException {
    try (var wire = relay()) {
      var client = wire.client().dialogue(HELLO);
      client.send("NOOP\r\n".repeat(20));
      var piece = new byte[4096];
      int length = client.socket().getInputStream().read(piece);
      assertEquals(20 * "250 2.0.0 Ok\r\n".length(), length);
    }
  }

  @Test
  void takesMessageAfterMessage() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          ADDRESSED
              + """
              C> DATA\\r\\n
              S: 354
              C> one\\r\\n.\\r\\n
              S: 250 2.0.0 queued
              C: RCPT TO:<jane@example.org>
              S: 503
              C: MAIL FROM:<>
              S: 250
              C: RCPT TO:<joe@example.org>
              S: 250
              C: DATA
              S: 354
              C> .\\r\\n
              S: 250 2.0.0 queued
              """);
      assertEquals(List.of("one\r\n", ""), wire.server.messages);
    }
  }

  @Test
  void takesChunks() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          ADDRESSED
              + """
              C> BDAT 7\\r\\none\\r\\n.\\r
              S: 250 2.0.0
              C> BDAT 1\\r\\n\\nBDAT 0 LAST\\r\\n
              S: 250 2.0.0
              S: 250 2.0.0 queued
              C: BDAT 3
              C> abc
              S: 503
              C: NOOP
              S: 250
              """);
      assertEquals(List.of("one\r\n.\r\n"), wire.server.messages);
    }
  }

  @Test
  void takesAnyOctetsAsBinary() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          HELLO
              + """
              C: MAIL FROM:<a@x.org> BODY=BINARYMIME
              S: 250
              C: RCPT TO:<jane@x.org>
              S: 250
              C> BDAT 6 LAST\\r\\n\\n\\0\\r.\\r\\n
              S: 250 2.0.0 queued
              """);
      assertEquals(List.of("\n\0\r.\r\n"), wire.server.messages);
    }
  }

  @Test
  void readsChunksToTheirEndAfterARefusal() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          ADDRESSED
              + """
              C> BDAT 4\\r\\na\\nb\\rBDAT 5\\r\\nQUIT\\nBDAT 0 LAST\\r\\nNOOP\\r\\n
              S: 554 5.6.0
              S: 503
              S: 503
              S: 250
              C: RSET
              S: 250
              """);
      assertEquals(List.of("discard"), wire.server.log);
    }
  }

  @Test
  void aResetDropsTheChunksSoFar() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          ADDRESSED
              + """
              C> BDAT 3\\r\\nabc
              S: 250
              C: RSET
              S: 250
              C: BDAT 0 LAST
              S: 503
              """);
      assertEquals(List.of("discard"), wire.server.log);
      assertEquals(List.of(), wire.server.messages);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\n.\\n", "\\n.\\r\\n", "\\r.\\r", "\\r\\n.\\n", "\\r\\n.\\r", "\\n", "\\0"})
  void refusesWhatSmugglesAfterTheRealEnd(String trick) throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          ADDRESSED
              + "C: DATA\nS: 354\nC> text"
              + trick
              + "MAIL FROM:<evil@x.org>\\r\\nRCPT TO:<jane@x.org>\\r\\n.\\r\\n\n"
              + "S: 554 5.6.0\nC: NOOP\nS: 250 2.0.0 Ok\n");
      assertEquals(List.of(), wire.server.messages);
      assertEquals(List.of("discard"), wire.server.log);
    }
  }

  @Test
  void readsABigMessageToItsEnd() throws IOException {
    try (var wire = relay()) {
      var client = wire.client().dialogue(ADDRESSED + "C: DATA\nS: 354\n");
      client.send("x".repeat(70).concat("\r\n").repeat(14)).send("\r\n.\r\n");
      client.expect("552 5.3.4");
      client.dialogue("C: NOOP\nS: 250\n");
      client.dialogue("C: MAIL FROM:<> SIZE=1001\nS: 552 5.3.4\n");
      assertEquals(List.of("discard"), wire.server.log);
    }
  }

  @Test
  void endsASessionThatSendsTooMuch() throws IOException {
    try (var wire = relay()) {
      var client = wire.client().dialogue(ADDRESSED + "C: DATA\nS: 354\n");
      client.send("x".repeat(6000));
      client.dialogue("S: 421 4.7.0\nS: <end>\n");
      wire.dialogue(ADDRESSED + "C: BDAT 6000\nS: 421 4.7.0\nS: <end>\n");
      wire.dialogue(HELLO + "C: BDAT 999999999999\nS: 421 4.7.0\nS: <end>\n");
      wire.dialogue(ADDRESSED + "C: BDAT 6000 LAST\nS: 421 4.7.0\nS: <end>\n");
      assertEquals(List.of(), wire.server.messages);
    }
  }

  @Test
  void tellsThatTheSinkIsFull() throws IOException {
    try (var wire = relay()) {
      wire.server.full = true;
      wire.dialogue(
          ADDRESSED
              + """
              C: DATA
              S: 354
              C> hi\\r\\n.\\r\\n
              S: 452 4.3.1 full
              C: NOOP
              S: 250
              """);
    }
  }

  @Test
  void refusesDataInPlaceOf354() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          HELLO
              + """
              C: MAIL FROM:<nodata@x.org>
              S: 250
              C: RCPT TO:<jane@x.org>
              S: 250
              C: DATA
              S: 451 4.3.0 no room
              C: MAIL FROM:<nodata@x.org>
              S: 250
              C: RCPT TO:<jane@x.org>
              S: 250
              C> BDAT 5 LAST\\r\\nhello
              S: 451 4.3.0 no room
              C: NOOP
              S: 250
              """);
    }
  }

  @Test
  void failuresAreTemporaryAndTold() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          HELLO
              + """
              C: MAIL FROM:<boom@x.org>
              S: 451 4.3.0
              C: MAIL FROM:<a@x.org>
              S: 250
              C: RCPT TO:<boom@x.org>
              S: 451 4.3.0
              C: RCPT TO:<busy@x.org>
              S: 451 4.4.3
              C: RCPT TO:<jane@x.org>
              S: 250
              C: DATA
              S: 354
              C> boom\\r\\n.\\r\\n
              S: 451 4.3.0
              C: NOOP
              S: 250
              """);
      assertEquals(
          3, wire.events.stream().filter(ServerEvent.Unexpected.class::isInstance).count());
      assertEquals(List.of("discard"), wire.server.log);
    }
  }

  @Test
  void repliesForEachRecipientOfLmtp() throws IOException {
    try (var wire = new Wire(SmtpService.LMTP)) {
      wire.dialogue(
          """
          S: 220
          C: EHLO relay
          S: 500 5.5.1
          C: LHLO relay
          S: 250-mx.example.org
          S: 250-PIPELINING
          S: 250-SIZE
          S: 250-8BITMIME
          S: 250-BINARYMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250-DSN
          S: 250-STARTTLS
          S: 250-AUTH
          S: 250 HELP
          C: MAIL FROM:<a@x.org>
          S: 250
          C: RCPT TO:<jane@x.org>
          S: 250
          C: RCPT TO:<bad@x.org>
          S: 550
          C: RCPT TO:<gone@x.org>
          S: 250
          C: DATA
          S: 354
          C> hi\\r\\n.\\r\\n
          S: 250 2.0.0 queued
          S: 550 5.1.1 gone
          C: MAIL FROM:<a@x.org>
          S: 250
          C: RCPT TO:<jane@x.org>
          S: 250
          C: RCPT TO:<gone@x.org>
          S: 250
          C: DATA
          S: 354
          C> a\\nb\\r\\n.\\r\\n
          S: 554 5.6.0
          S: 554 5.6.0
          C: QUIT
          S: 221
          """);
    }
  }

  @Test
  void aClientThatLeavesWithinAMessageLeavesNothing() throws IOException {
    try (var wire = relay()) {
      var client = wire.client().dialogue(ADDRESSED + "C: DATA\nS: 354\nC: half\n");
      client.socket().close();
      Wire.until(() -> wire.server.log.contains("disconnect"));
      assertEquals(List.of("discard", "disconnect"), wire.server.log);
      assertTrue(wire.server.messages.isEmpty());
    }
  }

  @Test
  void answersTheSmallCommands() throws IOException {
    try (var wire = relay()) {
      wire.dialogue(
          HELLO
              + """
              C: VRFY jane
              S: 252 2.1.5
              C: HELP
              S: 214-2.0.0 Commands
              S: 214 2.0.0 Commands
              C: noop hello
              S: 250 2.0.0
              C: EXPN staff
              S: 502 5.5.1
              C: quit
              S: 221 2.0.0
              """);
    }
  }
}
