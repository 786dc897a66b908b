package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.imap.ImapSettings;

/// Plays all scripts of [Dialogues] against this server.
final class DialogueTest {
  @TestFactory
  Stream<DynamicTest> dialogues() {
    List<Path> scripts = Dialogues.all();
    assertFalse(scripts.isEmpty());
    return scripts.stream()
        .map(script -> DynamicTest.dynamicTest(Dialogues.name(script), () -> play(script)));
  }

  private static void play(Path script) throws IOException {
    try (ImapServer server = new ImapServer()) {
      Dialogue.play(script, new Ours(server));
    }
  }

  private record Ours(ImapServer server) implements Dialogue.Server {
    @Override
    public ImapServer.Client connect() throws IOException {
      return server.connect();
    }

    @Override
    public void deliver(String mailbox, String subject) {
      server.deliver(mailbox, subject);
    }

    @Override
    public void limit(long octets, long messages) {
      server.mail.quota.put(server.jane().id(), new Quota.Limits(octets, messages));
    }

    @Override
    public void configure(String settings) {
      Configuration configuration =
          Configuration.of(settings, ImapRules.class, ExtensionRules.class, ImapSettings.class);
      server.change(ImapRules.from(configuration).withPlainText());
    }

    @Override
    public Map<String, String> words() {
      String plain = Dialogue.plain("jane", "secret");
      return Map.of("jane", "jane", "joe", "joe", "password", "secret", "plain", plain);
    }
  }
}
