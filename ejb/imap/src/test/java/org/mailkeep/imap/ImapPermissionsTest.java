package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.wire.imap.Command;

/// Every command that a login is needed for, over a socket, with its permission and without.
final class ImapPermissionsTest {
  /// A line of each command, and the permission that it takes. Those below need a mailbox.
  private static final Map<String, Permission> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("ENABLE CONDSTORE", Permission.IMAP_ENABLE);
    COMMANDS.put("SELECT INBOX", Permission.IMAP_SELECT);
    COMMANDS.put("EXAMINE INBOX", Permission.IMAP_EXAMINE);
    COMMANDS.put("CREATE Works", Permission.IMAP_CREATE);
    COMMANDS.put("SUBSCRIBE Works", Permission.IMAP_SUBSCRIBE);
    COMMANDS.put("UNSUBSCRIBE Works", Permission.IMAP_SUBSCRIBE);
    COMMANDS.put("RENAME Works Done", Permission.IMAP_RENAME);
    COMMANDS.put("DELETE Done", Permission.IMAP_DELETE);
    COMMANDS.put("LIST \"\" *", Permission.IMAP_LIST);
    COMMANDS.put("LSUB \"\" *", Permission.IMAP_LSUB);
    COMMANDS.put("NAMESPACE", Permission.IMAP_NAMESPACE);
    COMMANDS.put("STATUS INBOX (MESSAGES)", Permission.IMAP_STATUS);
    COMMANDS.put("APPEND INBOX {13+}\r\nSubject: x\r\n\r", Permission.IMAP_APPEND);
    COMMANDS.put("GETMETADATA INBOX /shared/comment", Permission.IMAP_METADATA);
    COMMANDS.put("SETMETADATA INBOX (/shared/comment \"x\")", Permission.IMAP_METADATA);
    COMMANDS.put("NOTIFY NONE", Permission.IMAP_NOTIFY);
    COMMANDS.put("SETACL INBOX joe lr", Permission.IMAP_ACL_SET);
    COMMANDS.put("DELETEACL INBOX joe", Permission.IMAP_ACL_SET);
    COMMANDS.put("GETACL INBOX", Permission.IMAP_ACL_GET);
    COMMANDS.put("LISTRIGHTS INBOX joe", Permission.IMAP_LIST_RIGHTS);
    COMMANDS.put("MYRIGHTS INBOX", Permission.IMAP_MY_RIGHTS);
    COMMANDS.put("GETQUOTA jane", Permission.IMAP_QUOTA_GET);
    COMMANDS.put("GETQUOTAROOT INBOX", Permission.IMAP_QUOTA_GET);
    COMMANDS.put("SETQUOTA jane (STORAGE 512)", Permission.IMAP_QUOTA_SET);
    COMMANDS.put("CHECK", Permission.IMAP_UNSELECT);
    COMMANDS.put("SEARCH ALL", Permission.IMAP_SEARCH);
    COMMANDS.put("SORT (DATE) UTF-8 ALL", Permission.IMAP_SORT);
    COMMANDS.put("UID THREAD REFERENCES UTF-8 ALL", Permission.IMAP_THREAD);
    COMMANDS.put("UID FETCH 1:* (FLAGS)", Permission.IMAP_FETCH);
    COMMANDS.put("STORE 1 +FLAGS (\\Seen)", Permission.IMAP_STORE);
    COMMANDS.put("COPY 1 INBOX", Permission.IMAP_COPY);
    COMMANDS.put("UID MOVE 1 INBOX", Permission.IMAP_MOVE);
    COMMANDS.put("REPLACE 1 INBOX {13+}\r\nSubject: x\r\n\r", Permission.IMAP_EXPUNGE);
    COMMANDS.put("EXPUNGE", Permission.IMAP_EXPUNGE);
    COMMANDS.put("UNSELECT", Permission.IMAP_UNSELECT);
  }

  private static final Set<String> NOT_LINES =
      Set.of("IDLE", "DONE", "CLOSE", "COMPRESS", "UNAUTHENTICATE");

  @Test
  void theTableBelowHasEveryCommandThatThereIs() {
    Set<String> tried =
        COMMANDS.keySet().stream()
            .map(line -> line.replaceFirst("^UID ", "").replaceFirst(" .*", "").replace("\r", ""))
            .map(line -> line.replaceFirst("(?s)[^A-Z].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> served =
        Stream.of(Command.AfterLogin.class, Command.WithMailbox.class)
            .flatMap(state -> Arrays.stream(state.getPermittedSubclasses()))
            .map(type -> type.getSimpleName().toUpperCase(Locale.ROOT))
            .map(name -> name.equals("LISTMAILBOXES") ? "LIST" : name)
            .map(name -> name.equals("THREADMESSAGES") ? "THREAD" : name)
            .filter(name -> !NOT_LINES.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    served.add("EXAMINE");
    assertEquals(served, tried);
  }

  @Test
  void whoLacksThePermissionIsToldWhichAndWhoHasItIsServed() throws Exception {
    var roles = new ChangingRoles();
    try (ImapServer server = new ImapServer(new MailFixture(new MemoryBackend()), roles)) {
      server.deliver("INBOX", "hello");
      ImapServer.Client client = login(server);
      for (Map.Entry<String, Permission> command : COMMANDS.entrySet()) {
        roles.without(Set.of(command.getValue()));
        String refusal = client.command("n", command.getKey()).getLast();
        assertEquals(
            "n NO [NOPERM] This takes the permission " + command.getValue().text(), refusal);
        roles.without(Set.of());
        String answer = client.command("y", command.getKey()).getLast();
        assertTrue(answer.startsWith("y OK"), command.getKey() + ": " + answer);
        if (command.getKey().equals("UNSELECT")) {
          continue;
        }
        client.command("s", "SELECT INBOX");
      }
    }
  }

  @Test
  void aLiteralIsNotEvenTaken() throws Exception {
    var roles = new ChangingRoles();
    try (ImapServer server = new ImapServer(new MailFixture(new MemoryBackend()), roles)) {
      ImapServer.Client client = login(server);
      roles.without(Set.of(Permission.IMAP_APPEND));
      client.send("a APPEND INBOX {12}\r\n");
      assertEquals("a NO [NOPERM] This takes the permission imap-append", client.line());
      assertEquals(0, server.jane().quota().messages());
    }
  }

  @Test
  void closeAndIdleAreHeldBackToo() throws Exception {
    var roles = new ChangingRoles();
    try (ImapServer server = new ImapServer(new MailFixture(new MemoryBackend()), roles)) {
      ImapServer.Client client = login(server);
      client.command("s", "SELECT INBOX");
      roles.without(Set.of(Permission.IMAP_IDLE, Permission.IMAP_EXPUNGE));
      assertTrue(client.command("i", "IDLE").getLast().endsWith("imap-idle"));
      assertTrue(client.command("c", "CLOSE").getLast().endsWith("imap-expunge"));
      assertTrue(client.command("u", "UNSELECT").getLast().startsWith("u OK"));
    }
  }

  @Test
  void whoMayNotLogInIsToldSoOnlyWhenThePasswordIsRight() throws Exception {
    var roles = new ChangingRoles();
    try (ImapServer server = new ImapServer(new MailFixture(new MemoryBackend()), roles)) {
      for (Permission missing : List.of(Permission.IMAP_AUTHENTICATE, Permission.AUTHENTICATE)) {
        roles.without(Set.of(missing));
        ImapServer.Client client = server.connect();
        client.line();
        assertEquals(
            "a NO [NOPERM] This takes the permission " + missing.text(),
            client.command("a", "LOGIN jane secret").getLast());
        String wrong = client.command("b", "LOGIN jane guess").getLast();
        assertTrue(wrong.startsWith("b NO [AUTHENTICATIONFAILED]"), wrong);
        assertFalse(client.command("c", "SELECT INBOX").getLast().startsWith("c OK"));
      }
    }
  }

  private static ImapServer.Client login(ImapServer server) throws Exception {
    ImapServer.Client client = server.connect();
    client.line();
    assertTrue(client.command("a", "LOGIN jane secret").getLast().startsWith("a OK"));
    return client;
  }
}
