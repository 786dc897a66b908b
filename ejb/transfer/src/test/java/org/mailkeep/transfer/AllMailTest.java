package org.mailkeep.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.testing.MailFixture;

/// Takes over an account as Gmail has it: one mailbox with all messages, in which those are alone
/// that were archived, and labels.
@Timeout(60)
class AllMailTest {
  private static final String ALL = "[Gmail]/All Mail";

  private final Importing importing = new Importing(Duration.ofSeconds(10));
  private final ScriptedImap server = new ScriptedImap();
  private final Map<String, List<Integer>> there = new LinkedHashMap<>();
  private final Map<String, String> attributes =
      Map.of(
          "[Gmail]",
          "\\Noselect",
          ALL,
          "\\HasNoChildren \\All",
          "[Gmail]/Starred",
          "\\Flagged",
          "[Gmail]/Sent Mail",
          "\\Sent");
  private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
  private volatile List<String> subscribed = List.of("INBOX", "Work", ALL);
  private volatile boolean speaksLsub = true;

  AllMailTest() throws IOException {}

  @BeforeEach
  void fill() {
    server.answers = this::answer;
    there.put("[Gmail]", List.of());
    there.put(ALL, List.of(1, 2, 3, 4, 5, 6));
    there.put("[Gmail]/Starred", List.of(1, 6));
    there.put("[Gmail]/Sent Mail", List.of(4));
    there.put("INBOX", List.of(1, 2));
    there.put("Notes", List.of());
    there.put("Work", List.of(2, 3));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    importing.close();
  }

  private String answer(String command) {
    return switch (command.split(" ", -1)[0]) {
      case "LIST" ->
          command.startsWith("LIST (SUBSCRIBED)")
              ? listed("LIST", subscribed)
              : listed("LIST", there.keySet());
      case "LSUB" -> speaksLsub ? listed("LSUB", subscribed) : "TAG BAD what?\r\n";
      case "EXAMINE" -> {
        opened.add(command.substring(9, command.length() - 1));
        yield "* OK [UIDVALIDITY 7] x\r\n* " + messages().size() + " EXISTS\r\nTAG OK\r\n";
      }
      case "FETCH" -> fetched(command.split(" ", -1)[1].split(":", -1)) + "TAG OK\r\n";
      default -> "TAG OK\r\n";
    };
  }

  private String listed(String word, Iterable<String> names) {
    var answer = new StringBuilder();
    for (String name : names) {
      String has = attributes.getOrDefault(name, "");
      answer.append("* " + word + " (" + has + ") \"/\" \"" + name + "\"\r\n");
    }
    return answer + "TAG OK\r\n";
  }

  /// Those of the mailbox that is open.
  private List<Integer> messages() {
    return there.getOrDefault(opened.getLast(), List.of());
  }

  private String fetched(String[] range) {
    List<Integer> messages = messages();
    var answer = new StringBuilder();
    for (int i = Integer.parseInt(range[0]); i <= Integer.parseInt(range[range.length - 1]); i++) {
      String text = MailFixture.text("m" + messages.get(i - 1), "Number " + messages.get(i - 1));
      answer.append("* " + i + " FETCH (UID " + messages.get(i - 1));
      if (range.length > 1) {
        answer.append(" FLAGS () BODY[] {" + text.length() + "}\r\n" + text);
      }
      answer.append(")\r\n");
    }
    return answer.toString();
  }

  private long messages(String path) {
    return importing.account.find(path).orElseThrow().status().messages();
  }

  @Test
  void whatIsInNoOtherMailboxGoesIntoTheArchive() throws IOException {
    Map<String, Long> counts = importing.run(server.account("")).counts();
    assertEquals(2, messages("INBOX"));
    assertEquals(2, messages("Work"));
    assertEquals(1, messages("Sent Items"));
    Mailbox archive = importing.account.withRole(Role.ARCHIVE).orElseThrow();
    assertEquals("Archive", archive.path());
    assertEquals(2, archive.status().messages(), "messages 5 and 6 are nowhere else");
    assertEquals(7, counts.get("imported"));
    assertEquals(4, counts.get("in other mailboxes"));
    assertEquals(0, counts.get("duplicates"));
    assertEquals(List.of("[Gmail]/Sent Mail", "INBOX", "Notes", "Work", ALL), opened);
  }

  @Test
  void onceMoreItKnowsWhatCameBefore() throws IOException {
    importing.run(server.account(""));
    there.put("INBOX", List.of(1, 2, 7));
    there.put(ALL, List.of(1, 2, 3, 4, 5, 6, 7, 8));
    Map<String, Long> counts = importing.run(server.account("")).counts();
    assertEquals(2, counts.get("imported"));
    assertEquals(1, counts.get("in other mailboxes"));
    assertEquals(3, messages("Archive"));
    assertEquals(3, messages("INBOX"));
  }

  @Test
  void askedForAloneItComesWhole() throws IOException {
    assertTrue(importing.account.withRole(Role.ARCHIVE).isEmpty(), "the import makes it");
    importing.run(server.account(ALL));
    assertEquals(6, messages("Archive"), "no other mailbox was taken over");
    Map<String, Long> counts = importing.run(server.account("")).counts();
    assertEquals(5, counts.get("imported"), "its mark says that all of it has come");
    assertEquals(6, messages("Archive"));
  }

  @Test
  void whatIsSubscribedThereIsSubscribedHere() throws IOException {
    importing.account.unsubscribe("INBOX");
    importing.run(server.account(""));
    Set<String> here = importing.account.subscriptions();
    assertTrue(here.contains("Work"), here.toString());
    assertTrue(here.contains("Archive"), here.toString());
    assertFalse(here.contains("Notes"), here.toString());
    assertFalse(here.contains("INBOX"), "what was here stays as its owner has it");
    assertTrue(server.heard.contains("LSUB \"\" \"*\""));
  }

  @Test
  void serversWithoutLsubAreAskedByList() throws IOException {
    speaksLsub = false;
    server.capabilities = "IMAP4rev2";
    subscribed = List.of("Notes");
    importing.run(server.account(""));
    Set<String> here = importing.account.subscriptions();
    assertTrue(here.contains("Notes"), here.toString());
    assertFalse(here.contains("Work"), here.toString());
  }

  @Test
  void whereSubscriptionsAreNotToldAllMailboxesAre() throws IOException {
    speaksLsub = false;
    importing.run(server.account(""));
    Set<String> here = importing.account.subscriptions();
    assertTrue(here.containsAll(List.of("Notes", "Work", "Archive")), here.toString());
  }
}
