package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.servers.DovecotServer;

/// Runs the scripts in `pop3-dialogues`. `C:` is what a client sends, `S:` what it must read;
/// `C[b]:` and `S[b]:` are another client's; `D: SUBJECT` delivers a message to Jane, who has none
/// at first; `T:` goes on with TLS; after `F:` all that is stored is damaged. `<*>` stands for any
/// text, `<user>` and `<password>` for Jane's, `<plain>` for both in base64. Those in `shared` are
/// held against Dovecot, too.
final class DialogueTest {
  private static final Pattern STEP = Pattern.compile("([CSDTF])(?:\\[(\\w+)])?: ?(.*)");

  /// Who answers.
  private interface Peer {
    ImapServer.Client connect() throws IOException;

    void deliver(String subject) throws IOException;

    /// What is read from now on is damaged.
    void damage();

    String user();

    String password();
  }

  @TestFactory
  Stream<DynamicTest> ours() throws Exception {
    List<Path> scripts = new ArrayList<>(scripts("/pop3-dialogues"));
    scripts.addAll(scripts("/pop3-dialogues/shared"));
    return scripts.stream()
        .map(script ->
            DynamicTest.dynamicTest(
                script.getFileName().toString(),
                () -> {
                  try (Pop3Server server = new Pop3Server()) {
                    run(script, ours(server));
                  }
                }));
  }

  @Tag("servers")
  @TestFactory
  Stream<DynamicTest> dovecot() throws Exception {
    List<Path> scripts = scripts("/pop3-dialogues/shared");
    DovecotServer dovecot =
        DovecotServer.started("plain login", scripts.stream().map(DialogueTest::user).toList());
    return scripts.stream()
        .map(script ->
            DynamicTest.dynamicTest(
                script.getFileName().toString(), () -> run(script, theirs(dovecot, script))))
        .onClose(() -> stop(dovecot));
  }

  private static void stop(DovecotServer dovecot) {
    try {
      dovecot.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> scripts(String folder) throws Exception {
    Path path = Path.of(Objects.requireNonNull(DialogueTest.class.getResource(folder)).toURI());
    try (Stream<Path> files = Files.list(path)) {
      List<Path> scripts = files.filter(Files::isRegularFile).sorted().toList();
      assertFalse(scripts.isEmpty());
      return scripts;
    }
  }

  private static Peer ours(Pop3Server server) {
    return new Peer() {
      @Override
      public ImapServer.Client connect() throws IOException {
        return server.connect();
      }

      @Override
      public void deliver(String subject) {
        server.deliver(subject);
      }

      @Override
      public void damage() {
        server.mail.failing.failReads(FailingBackend::corrupt);
      }

      @Override
      public String user() {
        return "jane";
      }

      @Override
      public String password() {
        return "secret";
      }
    };
  }

  /// One of Dovecot's users for each script.
  private static String user(Path script) {
    return script.getFileName().toString().replace(".txt", "");
  }

  private static Peer theirs(DovecotServer dovecot, Path script) throws IOException {
    String user = user(script);
    Peer peer =
        new Peer() {
          private int delivered;

          @Override
          public ImapServer.Client connect() throws IOException {
            return new ImapServer.Client(
                new Socket(InetAddress.getLoopbackAddress(), dovecot.pop3Port()));
          }

          @Override
          public void deliver(String subject) throws IOException {
            String id = "m" + ++delivered;
            dovecot.put(user, "17000000" + delivered + ".x.y", MailFixture.text(id, subject));
          }

          @Override
          public void damage() {
            throw new AssertionError("no shared script needs this");
          }

          @Override
          public String user() {
            return user;
          }

          @Override
          public String password() {
            return DovecotServer.password(user);
          }
        };
    ImapServer.Client first = peer.connect(); // makes the maildrop
    first.line();
    Pop3Server.say(first, "USER " + user);
    Pop3Server.say(first, "PASS " + peer.password());
    Pop3Server.say(first, "QUIT");
    first.socket().close();
    return peer;
  }

  private static void run(Path script, Peer peer) throws IOException {
    Map<String, ImapServer.Client> clients = new HashMap<>();
    try {
      run(script, peer, clients);
    } finally {
      for (ImapServer.Client client : clients.values()) {
        client.socket().close();
      }
    }
  }

  private static void run(Path script, Peer peer, Map<String, ImapServer.Client> clients)
      throws IOException {
    List<String> lines = Files.readAllLines(script);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher step = STEP.matcher(line);
      String where = script.getFileName() + ":" + (i + 1);
      assertTrue(step.matches(), where + " is no step: " + line);
      String text = filled(step.group(3), peer);
      if (step.group(1).equals("D")) {
        peer.deliver(text);
        continue;
      }
      if (step.group(1).equals("F")) {
        peer.damage();
        continue;
      }
      String name = step.group(2) == null ? "" : step.group(2);
      ImapServer.Client client = clients.get(name);
      if (client == null) {
        client = peer.connect();
        clients.put(name, client);
      }
      if (step.group(1).equals("C")) {
        client.send(text + "\r\n");
      } else if (step.group(1).equals("T")) {
        clients.put(name, client.secured());
      } else {
        String read = client.line();
        if (!Pattern.matches(pattern(text), read)) {
          assertEquals(text, read, where);
        }
      }
    }
  }

  private static String filled(String text, Peer peer) {
    String plain = "\0" + peer.user() + "\0" + peer.password();
    return text.replace("<user>", peer.user())
        .replace("<password>", peer.password())
        .replace(
            "<plain>", Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
  }

  private static String pattern(String text) {
    return Stream.of(text.split(Pattern.quote("<*>"), -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }
}
