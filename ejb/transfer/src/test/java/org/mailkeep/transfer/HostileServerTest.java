package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.testing.MailFixture;

/// Servers that answer oddly: what is odd and allowed is understood, what is not ends the import
/// with words, and nothing costs more than it should.
@Timeout(120)
class HostileServerTest {
  private final Importing importing = new Importing(Duration.ofSeconds(10));
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private ServerSocket listener;
  private UnaryOperator<String> answers = command -> "TAG OK\r\n";

  HostileServerTest() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @BeforeEach
  void listen() {
    Thread.ofVirtual()
        .start(() -> {
          while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
              serve(socket);
            } catch (IOException _) {
              // the client has gone, or the test is over
            }
          }
        });
  }

  private void serve(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    say(socket, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int space = line.indexOf(' ');
      String command = line.substring(space + 1);
      heard.add(command);
      String answer = command.startsWith("AUTHENTICATE") ? "TAG OK\r\n" : answers.apply(command);
      say(socket, answer.replace("TAG", line.substring(0, space)));
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    importing.close();
  }

  private RemoteAccount remote() {
    return new RemoteAccount(
        "127.0.0.1",
        listener.getLocalPort(),
        RemoteAccount.Security.NONE,
        false,
        "jane",
        "secret",
        "");
  }

  private static String mailbox(String command, String fetched) {
    return switch (command.split(" ", -1)[0]) {
      case "LIST" -> "* LIST () \"/\" INBOX\r\nTAG OK\r\n";
      case "EXAMINE" -> "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK\r\n";
      case "FETCH" -> fetched + "TAG OK\r\n";
      default -> "TAG OK\r\n";
    };
  }

  @Test
  void partsComeInAnyOrderAndForm() throws IOException {
    String message = "A: b\r\n\r\ntext\r\n";
    answers =
        command ->
            switch (command.split(" ", -1)[0]) {
              case "LIST" ->
                  "* LIST (\\HasNoChildren \\Marked) NIL {5}\r\n"
                      + "INBOX\r\n"
                      + "* LIST (\\NoSelect) \"/\" \"a\"\r\n"
                      + "* LIST () \"/\" \"a/b \\\"c\\\"\"\r\n"
                      + "TAG OK\r\n";
              case "EXAMINE" ->
                  "* FLAGS (\\Seen)\r\n"
                      + "* 2 EXISTS\r\n"
                      + "* 0 RECENT\r\n"
                      + "* OK [PERMANENTFLAGS ()] no\r\n"
                      + "* OK [UIDVALIDITY 7] ok\r\n"
                      + "* X-NEWS {3}\r\n"
                      + "abc (\"x\" {2}\r\n"
                      + "()) end\r\n"
                      + "TAG OK [READ-ONLY] done\r\n";
              case "FETCH" ->
                  "* 1 FETCH (BODY[] {15}\r\n"
                      + message
                      + " FLAGS (\\Seen \\Recent $x \\Odd) X-LIST ((1 \"a b\" NIL) {1}\r\n"
                      + "z) UID 5 INTERNALDATE \" 7-Feb-1994 21:52:25 -0800\")\r\n"
                      + "* 3 FETCH (FLAGS (\\Seen))\r\n"
                      + "* 2 FETCH (UID 6 INTERNALDATE \"nonsense\" FLAGS () BODY[] \"C: d\")\r\n"
                      + "TAG OK\r\n";
              default -> "TAG OK\r\n";
            };
    var result = importing.run(remote());
    assertEquals(4, result.counts().get("imported"));
    MailboxView view = importing.account.view(MailFixture.inbox(importing.account)).orElseThrow();
    assertEquals("\\Seen $x", view.flags(0).imap());
    assertEquals("1994-02-08T05:52:25Z", view.received(0).toString());
    assertEquals(15, view.size(0));
    assertEquals(importing.fixture.clock.instant(), view.received(1));
    assertEquals(2, importing.account.find("a/b \"c\"").orElseThrow().status().messages());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* 1 FETCH (UID 5 BODY[] {99999999999999999}\r\n",
        "* 1 FETCH (UID 5 FLAGS (((\r\n",
        "* 1 FETCH (UID x)\r\n",
        "* 1 FETCH UID 5\r\n",
        "* 1 FETCH (UID 5 X {99999999}\r\n",
        "+ go on\r\n",
        "nonsense\r\n",
        "* BYE no more\r\n",
      })
  void whatIsNoAnswerEndsIt(String answer) {
    answers = command -> mailbox(command, answer);
    assertThrows(IOException.class, () -> importing.run(remote()));
    assertEquals(0, importing.account.quota().messages());
  }

  @Test
  void listsThatNestWithoutEndAreRefused() {
    answers = command -> mailbox(command, "* 1 FETCH (X " + "(".repeat(10_000) + "\r\n");
    assertThrows(IOException.class, () -> importing.run(remote()));
  }

  @Test
  void anEndlessLineIsRefused() {
    answers = command -> mailbox(command, "* " + "x".repeat(1_000_000) + "\r\n");
    assertThrows(IOException.class, () -> importing.run(remote()));
  }

  @Test
  void answersWithoutEndAreRefused() {
    answers = command -> mailbox(command, "* 1 EXPUNGE\r\n".repeat(100_001));
    assertThrows(IOException.class, () -> importing.run(remote()));
  }

  @Test
  void aMailboxThatIsRefusedIsLeftOut() throws IOException {
    answers =
        command ->
            command.startsWith("LIST")
                ? "* LIST () \"/\" a\r\n* LIST () \"/\" b\r\nTAG OK\r\n"
                : command.startsWith("EXAMINE \"a\"")
                    ? "TAG NO not you\r\n"
                    : mailbox(command, "* 1 FETCH (UID 5 BODY[] \"A: b\")\r\n");
    var result = importing.run(remote());
    assertEquals(1, result.counts().get("imported"));
    assertEquals(List.of("a"), List.copyOf(result.failures().keySet()));
  }

  @Test
  void aMailboxThatCannotBeNamedIsLeftOutToo() throws IOException {
    answers =
        command ->
            command.startsWith("LIST")
                ? "* LIST () \"/\" \" \"\r\n* LIST () \"/\" b\r\nTAG OK\r\n"
                : mailbox(command, "* 1 FETCH (UID 5 BODY[] \"A: b\")\r\n");
    var result = importing.run(remote());
    assertEquals(1, result.counts().get("imported"));
    assertEquals(1, result.failures().size());
  }

  @Test
  void aServerThatFallsSilentIsLeft() {
    answers =
        command ->
            command.startsWith("FETCH")
                ? "* 1 FETCH (UID 5 BODY[] {100}\r\nx"
                : mailbox(command, "");
    try (var hasty = new Importing(Duration.ofMillis(300))) {
      assertThrows(IOException.class, () -> hasty.run(remote()));
    }
  }

  @Test
  void thePasswordIsNotShown() {
    assertEquals("jane@127.0.0.1:" + listener.getLocalPort(), remote().toString());
  }
}
