package org.mailkeep.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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
  private final ScriptedImap server = new ScriptedImap();

  HostileServerTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
    importing.close();
  }

  private RemoteAccount remote() {
    return server.account("");
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
    server.answers =
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
    server.answers = command -> mailbox(command, answer);
    assertThrows(IOException.class, () -> importing.run(remote()));
    assertEquals(0, importing.account.quota().messages());
  }

  @Test
  void listsThatNestWithoutEndAreRefused() {
    server.answers = command -> mailbox(command, "* 1 FETCH (X " + "(".repeat(10_000) + "\r\n");
    assertThrows(IOException.class, () -> importing.run(remote()));
  }

  @Test
  void anEndlessLineIsRefused() {
    server.answers = command -> mailbox(command, "* " + "x".repeat(1_000_000) + "\r\n");
    assertThrows(IOException.class, () -> importing.run(remote()));
  }

  @Test
  void answersWithoutEndAreRefused() {
    server.answers = command -> mailbox(command, "* 1 EXPUNGE\r\n".repeat(100_001));
    assertThrows(IOException.class, () -> importing.run(remote()));
  }

  @Test
  void aMailboxThatIsRefusedIsLeftOut() throws IOException {
    server.answers =
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
    server.answers =
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
    server.answers =
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
    assertEquals("jane@127.0.0.1:" + remote().port(), remote().toString());
  }
}
