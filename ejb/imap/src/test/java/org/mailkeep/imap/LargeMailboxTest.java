package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.FlagChange;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;

/// Commands on 2,048 messages: told in parts, in commits of bounded size.
final class LargeMailboxTest {
  private static final int ALL = 2048;

  private ImapServer server;
  private ImapServer.Client client;
  private MailAccount jane;
  private MailboxId inbox;

  @BeforeEach
  void fill() throws Exception {
    server = new ImapServer();
    jane = server.jane();
    inbox = MailFixture.inbox(jane);
    server.deliver("INBOX", "hello");
    while (count(inbox) < ALL) {
      jane.copy(inbox, UidSet.ALL, inbox);
    }
    client = server.connect();
    client.line();
    client.command("l", "LOGIN jane secret");
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private int count(MailboxId mailbox) {
    return jane.view(mailbox).orElseThrow().count();
  }

  private int count(String path) {
    return count(jane.find(path).orElseThrow().id());
  }

  private void flag(UidSet uids, Flags flags) {
    jane.store(inbox, uids, new FlagChange(FlagChange.Kind.ADD, flags), Long.MAX_VALUE);
  }

  @Test
  void expungeTellsOfEveryMessage() throws Exception {
    flag(new UidSet(List.of(new UidSet.Span(2, ALL))), Flags.of(SystemFlag.DELETED));
    client.command("s", "SELECT INBOX");
    server.mail.counting.reset();
    List<String> lines = client.command("e", "EXPUNGE");
    assertEquals(ALL - 1, lines.stream().filter("* 2 EXPUNGE"::equals).count());
    List<String> others = lines.stream().filter(line -> !line.equals("* 2 EXPUNGE")).toList();
    assertEquals(List.of("* 1048 RECENT", "* 48 RECENT", "* 1 RECENT", "e OK Expunged"), others);
    assertEquals(3, server.mail.counting.commits.get());
    assertEquals(1, count(inbox));
  }

  @Test
  void resynchronizationTellsWhatChangedAlone() throws Exception {
    client.command("q", "ENABLE QRESYNC");
    String status = client.command("t", "STATUS INBOX (UIDVALIDITY HIGHESTMODSEQ)").getFirst();
    String known = status.replaceAll("[^0-9]+(\\d+)[^0-9]+(\\d+).*", "$1 $2");
    flag(UidSet.of(5, 300, ALL), Flags.of(SystemFlag.FLAGGED));
    List<String> lines = client.command("s", "SELECT INBOX (QRESYNC (" + known + "))");
    List<String> fetched = lines.stream().filter(line -> line.contains(" FETCH ")).toList();
    assertEquals(3, fetched.size(), lines::toString);
    assertTrue(fetched.getFirst().startsWith("* 5 FETCH (UID 5 FLAGS (\\Flagged"), lines::toString);
    String since = "1:300 FLAGS (CHANGEDSINCE " + known.replaceFirst(".* ", "") + ")";
    assertEquals(fetched.subList(0, 2), client.command("f", "UID FETCH " + since).subList(0, 2));
    assertEquals(3, client.command("f", "FETCH " + since).size());
  }

  @Test
  void closeExpungesAllInSilence() throws Exception {
    flag(UidSet.ALL, Flags.of(SystemFlag.DELETED));
    client.command("s", "SELECT INBOX");
    assertEquals(List.of("c OK Closed"), client.command("c", "CLOSE"));
    assertEquals(0, count(inbox));
    assertTrue(client.command("n", "FETCH 1 FLAGS").getLast().startsWith("n BAD"));
  }

  @Test
  void anotherSessionLearnsOfAllInParts() throws Exception {
    ImapServer.Client other = server.connect();
    other.line();
    other.command("l", "LOGIN jane secret");
    other.command("s", "SELECT INBOX");
    flag(UidSet.ALL, Flags.of(SystemFlag.DELETED));
    jane.expunge(inbox, UidSet.ALL);
    List<String> lines = other.command("n", "NOOP");
    assertEquals(ALL, lines.stream().filter("* 1 EXPUNGE"::equals).count());
    assertEquals("n OK Done", lines.getLast());
  }

  @Test
  void copyAndMoveTellOneSetOfUids() throws Exception {
    client.command("s", "SELECT INBOX");
    String copied = client.command("c", "COPY 1:* Drafts").getLast();
    assertTrue(copied.matches("c OK \\[COPYUID \\d+ 1:2048 1:2048] Copied"), copied);
    List<String> moved = client.command("m", "MOVE 1:* Drafts");
    assertTrue(moved.getFirst().matches("\\* OK \\[COPYUID \\d+ 1:2048 2049:4096] Moved"));
    assertEquals(ALL, moved.stream().filter("* 1 EXPUNGE"::equals).count());
    assertEquals("m OK Moved", moved.getLast());
    assertEquals(2 * ALL, count("Drafts"));
  }

  @Test
  void aCopyWithoutRoomForAllCopiesNone() throws Exception {
    Quota now = jane.quota();
    long one = now.bytes() / now.messages();
    server.mail.quota.put(new AccountId(1), new Quota.Limits(now.bytes() + 1500 * one, 0));
    client.command("s", "SELECT INBOX");
    assertTrue(client.command("c", "COPY 1:* Drafts").getLast().startsWith("c NO [OVERQUOTA]"));
    assertEquals(0, count("Drafts"));
  }

  @Test
  void appendWithoutRoomIsRefusedBeforeItsOctetsCome() throws Exception {
    Quota now = jane.quota();
    server.mail.quota.put(new AccountId(1), new Quota.Limits(now.bytes() + 20, 0));
    assertEquals(
        "a NO [OVERQUOTA] No room for it", client.command("a", "APPEND INBOX {21}").getLast());
    String fits = client.command("b", "APPEND INBOX {11+}\r\nSubject: x\n").getLast();
    assertTrue(fits.startsWith("b OK [APPENDUID "), fits);
    server.mail.quota.put(new AccountId(1), new Quota.Limits(0, now.messages() + 1));
    assertEquals(
        "c NO [OVERQUOTA] No room for it", client.command("c", "APPEND INBOX {1}").getLast());
  }

  @Test
  void selectKnowsTheFirstUnseenAndTheKeywords() throws Exception {
    flag(new UidSet(List.of(new UidSet.Span(1, 2000))), Flags.of(SystemFlag.SEEN));
    client.command("s", "SELECT INBOX");
    client.command("k", "STORE 1500 +FLAGS (Work $Junk)");
    List<String> lines = client.command("s", "SELECT INBOX");
    String flags =
        "(\\Seen \\Answered \\Flagged \\Deleted \\Draft $Forwarded $MDNSent $Junk $NotJunk"
            + " $Phishing Work";
    assertTrue(lines.contains("* FLAGS " + flags + ")"), lines.toString());
    assertTrue(
        lines.contains("* OK [PERMANENTFLAGS " + flags + " \\*)] Flags kept"), lines.toString());
    assertTrue(lines.contains("* OK [UNSEEN 2001] First unseen"), lines.toString());
    client.command("k", "STORE 1500 -FLAGS (Work)");
    assertTrue(
        client
            .command("s", "EXAMINE INBOX")
            .contains("* FLAGS " + flags.replace(" Work", "") + ")"));
  }

  @Test
  void whileTheQuotaIsUnknownNothingIsTakenForGood() throws Exception {
    server.mail.quotaUnknown.set(true);
    assertEquals(
        "a NO [UNAVAILABLE] The server cannot do that now",
        client.command("a", "APPEND INBOX {11+}\r\nSubject: x\n").getLast());
    client.command("s", "SELECT INBOX");
    assertEquals(
        "c NO [UNAVAILABLE] The server cannot do that now",
        client.command("c", "COPY 1 Drafts").getLast());
    server.mail.quotaUnknown.set(false);
    assertTrue(client.command("c", "COPY 1 Drafts").getLast().startsWith("c OK"));
  }
}
