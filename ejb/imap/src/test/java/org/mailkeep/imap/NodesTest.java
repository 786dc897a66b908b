package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.store.memory.MemoryBackend;

/// Two nodes on one store: what Jane says on one of them about her mailboxes, Joe's sessions on the
/// other one hear.
final class NodesTest {
  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private ImapServer one;
  private ImapServer other;
  private ImapServer.Client jane;
  private ImapServer.Client joe;

  @BeforeEach
  void begin() throws IOException {
    MailFixture node = mail.otherNode();
    one = new ImapServer(mail, new SearchFixture(mail));
    other = new ImapServer(node, new SearchFixture(node));
    jane = client(one, "jane");
    joe = client(other, "joe");
    jane.command("a", "CREATE Work");
    jane.command("a", "SETACL Work joe lr");
  }

  @AfterEach
  void end() throws IOException {
    other.close();
    one.close();
  }

  private static ImapServer.Client client(ImapServer server, String who) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    client.command("a", "LOGIN " + who + " secret");
    return client;
  }

  @Test
  void whoReadsAMailboxHearsThatItIsClosed() throws IOException {
    joe.command("b", "SELECT \"Shared Folders/jane/Work\"");
    joe.send("c IDLE\r\n");
    assertEquals("+ idling", joe.line());
    jane.command("b", "DELETEACL Work joe");
    assertEquals("* NO [NOPERM] The selected mailbox is closed to you now", joe.line());
    joe.send("DONE\r\n");
    assertEquals("c OK Idled", joe.line());
    assertEquals(
        List.of("d NO [NOPERM] This takes the right r on the mailbox"),
        joe.command("d", "FETCH 1:* FLAGS"));
    jane.command("c", "SETACL Work joe lr");
    assertEquals(List.of("f OK Done"), joe.command("f", "NOOP"));
    jane.command("d", "SETACL Work joe -r");
    assertEquals(
        List.of("* NO [NOPERM] The selected mailbox is closed to you now", "e OK Done"),
        joe.command("e", "NOOP"),
        "told once more, as the client found it open between");
  }

  @Test
  void whoSubscribedToOneHearsOfItsRights() throws IOException {
    joe.command("b", "SUBSCRIBE \"Shared Folders/jane/Work\"");
    joe.command("c", "NOTIFY SET (SUBSCRIBED (MessageNew MessageExpunge))");
    jane.command("b", "DELETEACL Work joe");
    assertEquals("* LIST (\\NoAccess) \"/\" \"Shared Folders/jane/Work\"", joe.line());
    jane.command("c", "SETACL Work joe lr");
    assertEquals(
        "* LIST (\\Subscribed \\HasNoChildren) \"/\" \"Shared Folders/jane/Work\"", joe.line());
  }

  @Test
  void whatIsGivenIsThereAtOnce() throws IOException {
    jane.command("b", "DELETEACL Work joe");
    assertEquals(List.of("b OK Listed"), joe.command("b", "LIST \"\" \"Shared Folders/*\""));
    jane.command("c", "SETACL Work anyone l");
    assertEquals(
        List.of(
            "* LIST (\\Noselect \\HasChildren) \"/\" \"Shared Folders/jane\"",
            "* LIST (\\HasNoChildren) \"/\" \"Shared Folders/jane/Work\"",
            "c OK Listed"),
        joe.command("c", "LIST \"\" \"Shared Folders/*\""));
    jane.command("d", "DELETE Work");
    assertEquals(List.of("d OK Listed"), joe.command("d", "LIST \"\" \"Shared Folders/*\""));
  }
}
