package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.smtp.MailParameters.Body;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Deadlines;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportLimits;

class SmtpClientTest {
  private static final Deadlines DEADLINES = new Deadlines(Duration.ofMillis(10));
  private static final Surroundings AROUND =
      Surroundings.of(
          Events.none(),
          TransportLimits.defaults(),
          new ServerTls(new Certificates(List.of())),
          DEADLINES);
  private static final String HELLO =
      """
      S: 220 mx.example.net ESMTP
      C: EHLO mail.example.org
      S: 250-mx.example.net
      """;

  @AfterAll
  static void close() {
    DEADLINES.close();
  }

  private static SmtpClient client(int port, boolean lmtp, ClientTimeouts timeouts) {
    var destination =
        new Dialler.Destination(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
    return switch (new Dialler(AROUND).dial(destination)) {
      case Dialler.Connected(var connection) ->
          new SmtpClient(connection, new SmtpClient.Setup("mail.example.org", lmtp, timeouts));
      case Dialler.Unreachable unreachable -> throw new AssertionError(unreachable);
    };
  }

  private static SmtpClient client(int port) {
    return client(port, false, ClientTimeouts.standard());
  }

  private static OutgoingMail mail(String content, MailParameters with, String... recipients) {
    return new OutgoingMail(
        new Command.Mail(new Path("jane", "example.org"), with),
        Arrays.stream(recipients)
            .map(local -> new Command.Rcpt(new Path(local, "example.net"), RcptParameters.NONE))
            .toList(),
        MessageSource.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static MailParameters body(Body body, boolean utf8) {
    return new MailParameters(-1, body, utf8, null, null, null);
  }

  private static List<String> codes(List<HandOver> outcomes) {
    return outcomes.stream()
        .map(
            o -> o.getClass().getSimpleName() + " " + o.reply().code() + " " + o.reply().enhanced())
        .toList();
  }

  @Test
  void sendsToOurOwnServer() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY);
        var client = client(wire.port())) {
      assertInstanceOf(ClientStep.Done.class, client.greet());
      var outcomes =
          client.send(mail("Subject: x\r\n\r\n.dot\r\n", MailParameters.NONE, "a", "bad", "busy"));
      assertEquals(
          List.of("Accepted 250 2.0.0", "Permanent 550 5.7.1", "Transient 451 4.4.3"),
          codes(outcomes));
      assertTrue(client.reset());
      assertEquals(
          List.of("Accepted 250 2.0.0"), codes(client.send(mail("", MailParameters.NONE, "a"))));
      assertEquals(
          List.of("Accepted 250 2.0.0"),
          codes(client.send(mail("\n\0\r", body(Body.BINARY, false), "a"))));
      client.quit();
      assertEquals(List.of("Subject: x\r\n\r\n.dot\r\n", "", "\n\0\r"), wire.server.messages);
    }
  }

  @Test
  void startsTlsAndLogsIn() throws IOException {
    try (var wire = new Wire(SmtpService.SUBMISSION);
        var client = client(wire.port())) {
      client.greet();
      var tls = ClientTls.opportunistic(Duration.ofSeconds(10));
      assertInstanceOf(ClientStep.Done.class, client.startTls(tls, "localhost"));
      assertTrue(client.tls().isPresent());
      assertInstanceOf(ClientStep.NotOffered.class, client.startTls(tls, "localhost"));
      assertEquals(List.of("PLAIN", "LOGIN"), client.extensions().mechanisms());
      assertInstanceOf(
          ClientStep.Refused.class,
          client.authenticate(new ClientIdentity.Password("bad", "secret")));
      assertInstanceOf(
          ClientStep.Done.class,
          client.authenticate(new ClientIdentity.Password("jane", "secret")));
      assertTrue(client.isUsable());
    }
  }

  @Test
  void doesNotTrustAStrangersCertificateWhenItMatters() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY);
        var client = client(wire.port())) {
      client.greet();
      var tls = ClientTls.verified(Duration.ofSeconds(10));
      assertInstanceOf(ClientStep.Lost.class, client.startTls(tls, "localhost"));
      assertFalse(client.isUsable());
    }
  }

  @Test
  void speaksLmtp() throws IOException {
    try (var wire = new Wire(SmtpService.LMTP);
        var client = client(wire.port(), true, ClientTimeouts.standard())) {
      assertInstanceOf(ClientStep.Done.class, client.greet());
      assertEquals(
          List.of("Accepted 250 2.0.0", "Permanent 550 5.7.1", "Permanent 550 5.1.1"),
          codes(client.send(mail("hi\r\n", MailParameters.NONE, "a", "bad", "gone"))));
    }
  }

  @Test
  void fallsBackToHelo() throws IOException {
    try (var server =
            new ScriptedServer(
                """
                S: 220 old
                C: EHLO mail.example.org
                S: 502 what
                C: HELO mail.example.org
                S: 250 old
                C: MAIL FROM:<jane@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.net>
                S: 250 ok
                C: RCPT TO:<b@example.net>
                S: 450 4.2.1 later
                C: DATA
                S: 354 go
                C: hi
                C: .
                S: 250 ok
                C: QUIT
                S: 221 bye
                """);
        var client = client(server.port())) {
      assertInstanceOf(ClientStep.Done.class, client.greet());
      assertEquals(
          List.of("Accepted 250 ", "Transient 450 4.2.1"),
          codes(client.send(mail("hi", body(Body.EIGHT_BIT, false), "a", "b"))));
      client.quit();
    }
  }

  @Test
  void passesParametersOnThatTheServerKnows() throws IOException {
    var mail =
        new OutgoingMail(
            new Command.Mail(
                Path.NULL,
                new MailParameters(
                    -1, Body.EIGHT_BIT, true, MailParameters.Ret.FULL, "e+2B", null)),
            List.of(
                new Command.Rcpt(
                    new Path("jörg", "example.net"),
                    new RcptParameters(
                        Set.of(RcptParameters.Notify.SUCCESS, RcptParameters.Notify.DELAY),
                        "rfc822;x"))),
            MessageSource.of(new byte[] {'x'}));
    try (var server =
            new ScriptedServer(
                HELLO
                    + """
                    S: 250-PIPELINING
                    S: 250-SIZE 100
                    S: 250-8BITMIME
                    S: 250-DSN
                    S: 250 SMTPUTF8
                    C: MAIL FROM:<> SIZE=1 BODY=8BITMIME SMTPUTF8 RET=FULL ENVID=e+2B
                    C: RCPT TO:<jÃ¶rg@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;x
                    C: DATA
                    S: 250 2.1.0 ok
                    S: 250 2.1.5 ok
                    S: 354 go
                    C: x
                    C: .
                    S: 250 2.0.0 ok
                    """);
        var client = client(server.port())) {
      client.greet();
      assertEquals(List.of("Accepted 250 2.0.0"), codes(client.send(mail)));
    }
  }

  @Test
  void endsAnUnwantedContentEmpty() throws IOException {
    try (var server =
            new ScriptedServer(
                HELLO
                    + """
                    S: 250 PIPELINING
                    C: MAIL FROM:<jane@example.org>
                    C: RCPT TO:<a@example.net>
                    C: DATA
                    S: 250 ok
                    S: 550 5.1.1 nobody
                    S: 354 go
                    C: .
                    S: 554 5.5.1 no recipients
                    C: RSET
                    S: 250 ok
                    """);
        var client = client(server.port())) {
      client.greet();
      assertEquals(
          List.of("Permanent 550 5.1.1"),
          codes(client.send(mail("hi\r\n", MailParameters.NONE, "a"))));
      assertTrue(client.isUsable());
    }
  }

  @ParameterizedTest
  @CsvSource({"550 5.7.1 no, Permanent 550 5.7.1", "451 4.7.1 later, Transient 451 4.7.1"})
  void aRefusedSenderIsEachRecipientsOutcome(String reply, String outcome) throws IOException {
    try (var server =
            new ScriptedServer(
                HELLO
                    + "S: 250 PIPELINING\nC: MAIL FROM:<jane@example.org>\n"
                    + "C: RCPT TO:<a@example.net>\nC: RCPT TO:<b@example.net>\nC: DATA\n"
                    + "S: "
                    + reply
                    + "\nS: 503 no\nS: 503 no\nS: 503 no\nC: RSET\nS: 250 ok\n");
        var client = client(server.port())) {
      client.greet();
      assertEquals(
          List.of(outcome, outcome),
          codes(client.send(mail("hi\r\n", MailParameters.NONE, "a", "b"))));
    }
  }

  @Test
  void aLostConnectionIsTemporary() throws IOException {
    try (var server =
            new ScriptedServer(
                HELLO
                    + """
                    S: 250 HELP
                    C: MAIL FROM:<jane@example.org>
                    S: 250 ok
                    C: RCPT TO:<a@example.net>
                    S: 550 no
                    C: RCPT TO:<b@example.net>
                    S: 250 ok
                    C: DATA
                    """);
        var client = client(server.port())) {
      client.greet();
      assertEquals(
          List.of("Permanent 550 ", "Transient 451 4.4.2"),
          codes(client.send(mail("hi\r\n", MailParameters.NONE, "a", "b"))));
      assertFalse(client.isUsable());
      assertFalse(client.reset());
    }
  }

  @Test
  void aServerThatLeavesIsNotUsedAgain() throws IOException {
    try (var server =
            new ScriptedServer(
                HELLO
                    + """
                    S: 250 HELP
                    C: MAIL FROM:<jane@example.org>
                    S: 421 4.3.2 closing
                    """);
        var client = client(server.port())) {
      client.greet();
      assertEquals(
          List.of("Transient 421 4.3.2"),
          codes(client.send(mail("hi\r\n", MailParameters.NONE, "a"))));
      assertFalse(client.isUsable());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "554 5.7.1 go away | Refused",
        "421 busy          | Refused",
        "hello             | Lost",
        "120 wait          | Lost",
        "999 what          | Lost",
      })
  void looksAtTheGreeting(String greeting, String step) throws IOException {
    try (var server = new ScriptedServer("S: " + greeting + "\n");
        var client = client(server.port())) {
      assertEquals(step, client.greet().getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitsBetweenMessagesForAMomentOnly(boolean goesOn) throws IOException {
    var long5 = Duration.ofMinutes(5);
    var timeouts =
        new ClientTimeouts(long5, long5, long5, long5, long5, long5, Duration.ofMillis(50));
    String verb = goesOn ? "RSET" : "QUIT";
    try (var server = new ScriptedServer(HELLO + "S: 250 SIZE 10\nC: " + verb + "\nC: <end>\n");
        var client = client(server.port(), false, timeouts)) {
      client.greet();
      if (goesOn) {
        assertFalse(client.reset());
      } else {
        client.quit();
      }
      assertFalse(client.isUsable());
    }
  }

  @Test
  void doesNotWaitForever() throws IOException {
    var soon = Duration.ofMillis(50);
    var timeouts = new ClientTimeouts(soon, soon, soon, soon, soon, soon, soon);
    try (var wire = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = client(wire.getLocalPort(), false, timeouts)) {
      assertInstanceOf(ClientStep.Lost.class, client.greet());
    }
  }

  @Test
  void sendsNothingThatTheServerCannotTake() throws IOException {
    try (var server = new ScriptedServer(HELLO + "S: 250 SIZE 10\nC: QUIT\nS: 221 bye\n");
        var client = client(server.port())) {
      client.greet();
      assertEquals(
          List.of("Permanent 552 5.3.4"),
          codes(client.send(mail("x".repeat(11), MailParameters.NONE, "a"))));
      assertEquals(
          List.of("Permanent 554 5.6.3"),
          codes(client.send(mail("x", body(Body.BINARY, false), "a"))));
      assertEquals(
          List.of("Permanent 553 5.6.7"),
          codes(client.send(mail("x", MailParameters.NONE, "jörg"))));
      assertEquals(
          List.of("Permanent 553 5.6.7"),
          codes(client.send(mail("S: ä\r\n\r\n", body(Body.EIGHT_BIT, true), "a"))));
      client.quit();
    }
  }

  @Test
  void utf8ThatTheHeaderDoesNotNeedMayGoAnywhere() throws IOException {
    try (var wire = new Wire(SmtpService.RELAY);
        var client = client(wire.port())) {
      client.greet();
      String content = "Subject: x\r\n\r\nä\r\n";
      var mail = mail(content, body(Body.EIGHT_BIT, true), "a");
      assertEquals(Optional.empty(), MailNeeds.obstacle(mail, Extensions.NONE));
      assertEquals(List.of("Accepted 250 2.0.0"), codes(client.send(mail)));
    }
  }

  /// Whatever stands in the content, a server sees one message, and a bare CR or LF as a line end.
  @ParameterizedTest
  @CsvSource({
    "a,                     a\\r\\n",
    "a\\r\\n,               a\\r\\n",
    ".,                     .\\r\\n",
    "..\\r\\n.a\\r\\n,      ..\\r\\n.a\\r\\n",
    "a\\n.\\nb,             a\\r\\n.\\r\\nb\\r\\n",
    "a\\r.\\rb,             a\\r\\n.\\r\\nb\\r\\n",
    "a\\r\\n.\\nb\\r,       a\\r\\n.\\r\\nb\\r\\n",
    "a\\r\\r\\n.\\r\\n,     a\\r\\n\\r\\n.\\r\\n",
    "\\n\\r.,               \\r\\n\\r\\n.\\r\\n",
  })
  void smugglesNothing(String content, String received) throws IOException {
    var input = content.replace("\\r", "\r").replace("\\n", "\n");
    try (var wire = new Wire(SmtpService.RELAY);
        var client = client(wire.port())) {
      client.greet();
      List<String> expected = new ArrayList<>();
      for (int cut = 0; cut <= 2 && cut <= input.length(); cut++) {
        int at = cut;
        var mail = mail(input, MailParameters.NONE, "a");
        var inPieces =
            new MessageSource() {
              @Override
              public long size() {
                return mail.content().size();
              }

              @Override
              public byte[] read(long offset, int length) {
                return mail.content().read(offset, offset < at ? (int) (at - offset) : length);
              }
            };
        assertEquals(
            List.of("Accepted 250 2.0.0"),
            codes(client.send(new OutgoingMail(mail.mail(), mail.recipients(), inPieces))));
        expected.add(received.replace("\\r", "\r").replace("\\n", "\n"));
      }
      assertEquals(expected, wire.server.messages);
    }
  }

  @Test
  void readsRepliesOfManyLines() throws IOException {
    try (var server =
            new ScriptedServer(
                """
                S: 554-5.7.1 first
                S: 554-5.7.1 second
                S: 554 5.7.1
                """);
        var client = client(server.port())) {
      var refused = assertInstanceOf(ClientStep.Refused.class, client.greet());
      assertEquals(new SmtpReply(554, "5.7.1", List.of("first", "second", "")), refused.reply());
    }
  }
}
