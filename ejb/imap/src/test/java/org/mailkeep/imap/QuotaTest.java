package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.memory.MemoryBackend;

/// Quotas as clients see and set them, and limits of access control lists.
final class QuotaTest {
  private static ImapServer.Client login(ImapServer server, String who) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    assertTrue(client.command("a", "LOGIN " + who + " secret").getLast().startsWith("a OK"));
    return client;
  }

  @Test
  void administratorsSetWhatClientsAreToldAndHeldTo() throws Exception {
    var roles = new ChangingRoles();
    roles.without(Set.of());
    try (ImapServer server = new ImapServer(new MailFixture(new MemoryBackend()), roles)) {
      ImapServer.Client ann = login(server, "ann");
      assertEquals(
          List.of("* QUOTA desk (STORAGE 0 1 MESSAGE 0 2)", "b OK Quota set"),
          ann.command("b", "SETQUOTA desk (STORAGE 1 MESSAGE 2)"));
      String append = "APPEND \"%s\" {20+}\r\nSubject: quota\r\n\r\nx\r";
      ann.command("c", append.formatted("INBOX"));
      ann.command("c", append.formatted("INBOX"));
      ann.command("d", "SELECT INBOX");
      String desk = "\"Shared Folders/desk/INBOX\"";
      assertTrue(ann.command("e", "COPY 1:2 " + desk).getLast().startsWith("e OK"));
      assertTrue(ann.command("f", "COPY 1 " + desk).getLast().startsWith("f NO [OVERQUOTA]"));
      assertTrue(ann.command("g", "MOVE 1 " + desk).getLast().startsWith("g NO [OVERQUOTA]"));
      ann.send("h APPEND " + desk + " {20}\r\n");
      assertEquals("h NO [OVERQUOTA] No room for it", ann.line());
      assertEquals(
          List.of(
              "* QUOTAROOT \"Shared Folders/desk/INBOX\" desk",
              "* QUOTA desk (STORAGE 1 1 MESSAGE 2 2)",
              "i OK Told"),
          ann.command("i", "GETQUOTAROOT " + desk));
      assertEquals(
          List.of("* QUOTAROOT INBOX ann", "* QUOTA ann ()", "j OK Told"),
          ann.command("j", "GETQUOTAROOT INBOX"));
      assertEquals(
          "k NO [NONEXISTENT] No such quota root", ann.command("k", "GETQUOTA jane").getLast());
      assertEquals(
          "l NO [CANNOT] No such resource", ann.command("l", "SETQUOTA ann (MAILBOX 3)").getLast());
      assertEquals(
          "l NO [CANNOT] A limit of 0, which allows nothing, cannot be kept",
          ann.command("l", "SETQUOTA ann (STORAGE 0)").getLast());
      assertEquals(
          "m NO [NONEXISTENT] No such quota root", ann.command("m", "SETQUOTA eve ()").getLast());
      assertEquals(
          "m NO [CANNOT] The quota is kept in the directory ldap",
          ann.command("m", "SETQUOTA boss (STORAGE 1)").getLast());
      roles.without(Set.of(Permission.CROSS_TENANT));
      assertEquals(
          "n NO [NOPERM] This takes the permission cross-tenant",
          ann.command("n", "SETQUOTA ann ()").getLast());
    }
  }

  @Test
  void anyoneIsAnyoneOfTheTenant() throws Exception {
    try (ImapServer server = new ImapServer(login -> login.equals("bob") ? "b" : "a")) {
      ImapServer.Client jane = login(server, "jane");
      assertEquals("b OK Rights changed", jane.command("b", "SETACL INBOX anyone lr").getLast());
      String inbox = "\"Shared Folders/jane/INBOX\"";
      assertTrue(
          login(server, "joe").command("c", "EXAMINE " + inbox).getLast().startsWith("c OK"));
      ImapServer.Client bob = login(server, "bob");
      assertEquals(
          "d NO [NONEXISTENT] No such mailbox", bob.command("d", "EXAMINE " + inbox).getLast());
      assertEquals(List.of("e OK Listed"), bob.command("e", "LIST \"\" \"Shared Folders/jane*\""));
      assertEquals("f OK Rights changed", jane.command("f", "SETACL INBOX bob lr").getLast());
      assertTrue(bob.command("g", "EXAMINE " + inbox).getLast().startsWith("g OK"));
    }
  }

  @Test
  void listsOfRightsAreBounded() throws Exception {
    ImapRules rules =
        new ImapRules(
            3,
            true,
            Optional.empty(),
            Optional.empty(),
            ImapRules.SearchMatch.WORDS,
            MessageLimits.NONE,
            ExtensionRules.defaults(),
            new ImapRules.Sharing("Others", 2));
    try (ImapServer server = new ImapServer(rules)) {
      ImapServer.Client jane = login(server, "jane");
      assertEquals("b OK Rights changed", jane.command("b", "SETACL INBOX joe l").getLast());
      assertEquals("c OK Rights changed", jane.command("c", "SETACL INBOX ann l").getLast());
      assertEquals(
          "d NO [LIMIT] The list has too many entries",
          jane.command("d", "SETACL INBOX bob l").getLast());
      assertEquals("e OK Rights changed", jane.command("e", "SETACL INBOX ann lr").getLast());
      assertEquals("f OK Rights changed", jane.command("f", "DELETEACL INBOX joe").getLast());
      assertEquals("g OK Rights changed", jane.command("g", "SETACL INBOX bob l").getLast());
      assertTrue(
          login(server, "bob")
              .command("h", "LIST \"\" *")
              .contains("* LIST (\\HasNoChildren) \"/\" Others/jane/INBOX"));
    }
  }
}
