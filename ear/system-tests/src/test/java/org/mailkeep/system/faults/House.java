package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// A server with the accounts `anna` and `bert` at `example.org`, and what tests do with it.
///
/// @param acknowledged by account: subjects of messages that the server took
record House(MailServer server, Map<String, List<String>> acknowledged) {
  static final String PASSWORD = "faults-test-password";

  private static final Pattern SUBJECT = Pattern.compile("Subject: (\\S+)");
  private static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      queue.schedule.retry = ["1s"]
      storage.data = "disk"
      storage.blob = "disk"
      storage.lookup = "disk"
      store.disk.type = "rocksdb"
      store.disk.path = "data/mail"
      store.disk.write-buffer-size = "4m"
      store.disk.min-blob-size = "4k"
      """;

  /// What asks a server until it says what a test waits for.
  interface Question {
    String ask() throws IOException, InterruptedException;
  }

  /// What its `mailkeep.toml` says.
  static String settings() {
    return SETTINGS;
  }

  /// Starts a server that is new and makes its accounts.
  static House started(MailServer server) throws IOException, InterruptedException {
    server.start();
    server.api().createDomain("example.org");
    server.api().createAccount("anna@example.org", PASSWORD);
    server.api().createAccount("bert@example.org", PASSWORD);
    return new House(server, new ConcurrentSkipListMap<>());
  }

  /// Sends a message by SMTP.
  ///
  /// @param octets about so many
  /// @return the reply that ended it: to the content, or the first that refused a command
  String send(String to, String subject, int octets) throws IOException {
    try (var wire = new Wire(server.port("smtp"))) {
      wire.reply();
      wire.smtp("EHLO client.example.net");
      for (String command :
          List.of("MAIL FROM:<sender@example.net>", "RCPT TO:<" + to + "@example.org>", "DATA")) {
        String reply = wire.smtp(command);
        if (!reply.startsWith("2") && !reply.startsWith("354")) {
          return reply;
        }
      }
      String reply = wire.smtp(message(subject, octets) + ".");
      if (reply.startsWith("250 ")) {
        acknowledged.computeIfAbsent(to, _ -> new CopyOnWriteArrayList<>()).add(subject);
      }
      return reply;
    }
  }

  /// A session of an account with its INBOX selected.
  Wire inbox(String account) throws IOException {
    var wire = new Wire(server.port("imap"));
    wire.line();
    wire.done("LOGIN " + account + "@example.org " + PASSWORD);
    wire.done("SELECT INBOX");
    return wire;
  }

  /// Appends a message to an account's INBOX.
  ///
  /// @return the tagged answer
  String append(Wire wire, String account, String subject, int octets) throws IOException {
    String message = message(subject, octets);
    String answer = wire.imap("APPEND INBOX {" + message.length() + "+}\r\n" + message).getLast();
    if (answer.startsWith("OK")) {
      acknowledged.computeIfAbsent(account, _ -> new CopyOnWriteArrayList<>()).add(subject);
    }
    return answer;
  }

  /// A message is no longer in the INBOX.
  void forget(String account, String subject) {
    acknowledged.computeIfPresent(
        account,
        (_, all) ->
            new CopyOnWriteArrayList<>(all.stream().filter(s -> !s.equals(subject)).toList()));
  }

  static String message(String subject, int octets) {
    String line = "What the message " + subject + " says.\r\n";
    return "Subject: " + subject + "\r\n\r\n" + line.repeat(octets / line.length() + 1);
  }

  /// Waits until each message that the server took is where it belongs, once.
  void awaitAllThere() throws IOException, InterruptedException {
    for (var entry : acknowledged.entrySet()) {
      List<String> expected = entry.getValue().stream().sorted().toList();
      awaitAnswer(() -> subjects(entry.getKey()).toString(), expected.toString()::equals);
    }
  }

  /// Waits until each message that the server took is there; none is there twice, whatever its
  /// client was told.
  void awaitNothingLost() throws IOException, InterruptedException {
    for (var entry : acknowledged.entrySet()) {
      awaitAnswer(
          () -> lost(entry.getKey(), entry.getValue()).toString(), List.of().toString()::equals);
      List<String> subjects = subjects(entry.getKey());
      assertEquals(new HashSet<>(subjects).size(), subjects.size(), "a message is there twice");
    }
  }

  private Set<String> lost(String account, List<String> expected) throws IOException {
    Set<String> lost = new TreeSet<>(expected);
    subjects(account).forEach(lost::remove);
    return lost;
  }

  private List<String> subjects(String account) throws IOException {
    List<String> subjects = new ArrayList<>();
    try (var wire = inbox(account)) {
      for (String line : wire.done("UID FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]")) {
        Matcher subject = SUBJECT.matcher(line);
        if (subject.find()) {
          subjects.add(subject.group(1));
        }
      }
    }
    return subjects.stream().sorted().toList();
  }

  /// Asks until the answer is right, or a minute is over.
  static void awaitAnswer(Question question, Predicate<String> right)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    String answer = question.ask();
    while (!right.test(answer) && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(100);
      answer = question.ask();
    }
    assertTrue(right.test(answer), answer);
  }

  /// What `/api/queue/messages` says.
  String queue() throws IOException, InterruptedException {
    return server.api().call("GET", "/api/queue/messages", "");
  }

  /// What `/api/status` says.
  String status() throws IOException, InterruptedException {
    return server.api().call("GET", "/api/status", "");
  }
}
