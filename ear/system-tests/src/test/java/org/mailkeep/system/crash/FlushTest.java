package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// No 250 and no OK leaves before the flush of what it acknowledges.
@Tag("servers")
final class FlushTest {
  private static final int MESSAGES = 10;
  private static final String CALLS =
      "trace=write,writev,pwrite64,pwritev,fsync,fdatasync,rename,openat,sendto,sendmsg";

  @TempDir Path folder;

  @Test
  void acknowledgementsFollowTheirFlush() throws Exception {
    try (MailServer server = MailServer.in(folder.resolve("flushing"), settings(true))) {
      assertEquals(List.of(), complaints(server));
    }
  }

  @Test
  void theWitnessSeesAMissingFlush() throws Exception {
    try (MailServer server = MailServer.in(folder.resolve("lying"), settings(false))) {
      List<String> complaints = complaints(server);
      assertTrue(complaints.size() >= MESSAGES, "complaints: " + complaints);
    }
  }

  private static String settings(boolean flush) {
    return """
    imap.auth.allow-plain-text = true
    storage.data = "embedded"
    storage.blob = "embedded"
    storage.lookup = "embedded"
    store.embedded.type = "rocksdb"
    store.embedded.path = "data/embedded"
    store.embedded.flush = %s
    """
        .formatted(flush);
  }

  private List<String> complaints(MailServer server) throws Exception {
    KilledServer running = KilledServer.started(server);
    Path trace = server.instance().resolve("trace");
    Process strace =
        new ProcessBuilder(
                "strace",
                "-f",
                "-y",
                "-s",
                "200000",
                "-e",
                CALLS,
                "-o",
                trace.toString(),
                "-p",
                Long.toString(server.process().pid()))
            .redirectErrorStream(true)
            .start();
    try {
      awaitAttached(strace);
      Map<String, String> acknowledgements = new LinkedHashMap<>();
      send(running, acknowledgements);
      append(running, acknowledgements);
      strace.destroy();
      assertTrue(strace.waitFor(30, TimeUnit.SECONDS), "strace ends");
      String data = server.instance().toRealPath().resolve("data") + "/";
      var witness = new FlushWitness(data, SystemCall.of(Files.readAllLines(trace)));
      return witness.complaints(acknowledgements);
    } finally {
      strace.destroyForcibly();
    }
  }

  private static void awaitAttached(Process strace) throws IOException {
    String line = strace.inputReader().readLine();
    assertTrue(line != null && line.contains("attached"), "strace says: " + line);
  }

  /// The marker is in the envelope and at the end of the text only: so neither is in what is
  /// written when the message is filed, which may be before its acknowledgement is seen to leave.
  private static void send(Victim server, Map<String, String> acknowledgements) throws IOException {
    try (var wire = new Wire(server.smtpPort())) {
      wire.reply();
      wire.smtp("EHLO witness.example.net");
      for (int i = 0; i < MESSAGES; i++) {
        String marker = "flush-marker-smtp-" + i + "-";
        wire.smtp("MAIL FROM:<" + marker + "@example.net>");
        wire.smtp("RCPT TO:<crash1@example.org>");
        wire.smtp("DATA");
        String reply = wire.smtp("Subject: Flush\r\n\r\n" + body(i, marker) + "\r\n.");
        assertTrue(reply.startsWith("250 "), reply);
        acknowledgements.put(marker, reply);
      }
    }
  }

  private static void append(Victim server, Map<String, String> acknowledgements)
      throws IOException {
    try (var wire = new Wire(server.imapPort())) {
      wire.line();
      wire.done("LOGIN writer1@example.org " + server.password());
      for (int i = 0; i < MESSAGES; i++) {
        String marker = "flush-marker-imap-" + i + "-";
        String message = "Subject: " + marker + "\r\n\r\n" + body(i, marker) + "\r\n";
        String done = wire.done("APPEND INBOX {" + message.length() + "+}\r\n" + message).getLast();
        acknowledgements.put(marker, done);
      }
    }
  }

  /// Small messages travel in the commit, large ones before it.
  private static String body(int number, String marker) {
    return "A line of text.\r\n".repeat(number % 2 == 0 ? 30 : 3000) + marker;
  }
}
