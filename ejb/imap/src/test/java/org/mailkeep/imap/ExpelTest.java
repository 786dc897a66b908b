package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;

/// Sessions of an account that was disabled, removed or given another password.
final class ExpelTest {
  private static final String BYE = "* BYE The account was changed, log in again";

  private static ImapServer.Client login(ImapServer server, String who) throws Exception {
    ImapServer.Client client = server.connect();
    client.line();
    assertTrue(client.command("a", "LOGIN " + who + " secret").getLast().startsWith("a OK"));
    return client;
  }

  @Test
  void endWhereverTheyAreAndOthersGoOn() throws Exception {
    try (ImapServer server = new ImapServer()) {
      ImapServer.Client silent = login(server, "jane");
      ImapServer.Client idle = login(server, "jane");
      idle.command("s", "SELECT INBOX");
      idle.send("i IDLE\r\n");
      assertEquals("+ idling", idle.line());
      ImapServer.Client joe = login(server, "joe");
      server.sessions.end(new AccountId(1));
      for (ImapServer.Client client : List.of(silent, idle)) {
        assertEquals(BYE, client.line());
        assertEquals("<end>", client.line());
      }
      assertEquals("n OK Done", joe.command("n", "NOOP").getLast());
      assertTrue(login(server, "jane").command("n", "NOOP").getLast().startsWith("n OK"));
    }
  }

  /// Whether the session ends before the literal is there or after it is chance; then what was sent
  /// may be unread, and the connection is reset.
  @Test
  void fileNothingThatIsOnItsWay() throws Exception {
    try (ImapServer server = new ImapServer()) {
      ImapServer.Client client = login(server, "jane");
      client.send("x APPEND INBOX {11}\r\n");
      assertEquals("+ OK", client.line());
      server.sessions.end(new AccountId(1));
      assertTrue(Set.of("", BYE).contains(rest(client)));
      assertEquals(0, server.jane().quota().messages());
    }
  }

  private static String rest(ImapServer.Client client) throws IOException {
    var lines = new ArrayList<String>();
    try {
      client.send("Subject: x\n\r\n");
      for (String line = client.line(); !line.equals("<end>"); line = client.line()) {
        lines.add(line);
      }
    } catch (SocketException _) {
      // reset
    }
    return String.join("\n", lines);
  }
}
