package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.servers.DovecotServer;

/// Plays the scripts in `dialogues/shared`, as they are, against a real Dovecot: they are right
/// about IMAP, not just about us. Each has accounts of its own there.
@Tag("servers")
final class DovecotDialogueTest {
  private static DovecotServer dovecot;

  @BeforeAll
  static void start() throws IOException {
    List<String> users =
        Dialogues.shared().stream()
            .map(Dialogues::name)
            .flatMap(name -> Stream.of(name, "joe-" + name))
            .toList();
    dovecot = DovecotServer.started("plain", users, DovecotServer.FULL_IMAP);
  }

  @AfterAll
  static void stop() throws IOException {
    dovecot.close();
  }

  @TestFactory
  Stream<DynamicTest> dialogues() {
    List<Path> scripts = Dialogues.shared();
    assertFalse(scripts.isEmpty());
    return scripts.stream()
        .map(script -> DynamicTest.dynamicTest(Dialogues.name(script), () -> play(script)));
  }

  private static void play(Path script) throws IOException {
    try (Theirs theirs = new Theirs(Dialogues.name(script))) {
      Dialogue.play(script, theirs);
    }
  }

  private static final class Theirs implements Dialogue.Server, AutoCloseable {
    private final String jane;
    private final List<ImapServer.Client> clients = new ArrayList<>();
    private int delivered;

    Theirs(String jane) {
      this.jane = jane;
    }

    @Override
    public ImapServer.Client connect() throws IOException {
      var client =
          new ImapServer.Client(new Socket(InetAddress.getLoopbackAddress(), dovecot.port()));
      clients.add(client);
      return client;
    }

    @Override
    public void deliver(String mailbox, String subject) throws IOException {
      ImapServer.Client client = connect();
      client.line();
      client.command("a", "LOGIN " + jane + " \"" + DovecotServer.password(jane) + "\"");
      String text = MailFixture.text("m" + ++delivered, subject);
      String append = "APPEND %s {%d+}\r\n%s".formatted(mailbox, text.length(), text);
      String answer = client.command("b", append).getLast();
      assertEquals("b OK", answer.substring(0, Math.min(4, answer.length())), answer);
      client.socket().close();
    }

    @Override
    public void limit(long octets, long messages) {
      throw new AssertionError("no shared script needs this");
    }

    @Override
    public void configure(String settings) {
      throw new AssertionError("no shared script needs this");
    }

    @Override
    public Map<String, String> words() {
      String password = "\"" + DovecotServer.password(jane) + "\"";
      String plain = Dialogue.plain(jane, DovecotServer.password(jane));
      return Map.of("jane", jane, "joe", "joe-" + jane, "password", password, "plain", plain);
    }

    @Override
    public void close() throws IOException {
      for (ImapServer.Client client : clients) {
        client.socket().close();
      }
    }
  }
}
