package org.mailkeep.system.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Outcome;
import org.mailkeep.system.Program;

/// The programs that people send mail with, pointed at a server, and a look into mailboxes by curl.
///
/// @param domain whose accounts `jane` and `joe` have the password `secret`
record Clients(MailServer server, String domain) {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  static final String PASSWORD = "s3cret-Pa55";

  /// Makes the domain and its accounts.
  static Clients on(MailServer server, String domain) throws IOException, InterruptedException {
    var clients = new Clients(server, domain);
    server.api().createDomain(domain);
    server.api().createAccount(clients.address("jane"), PASSWORD);
    server.api().createAccount(clients.address("joe"), PASSWORD);
    return clients;
  }

  String address(String local) {
    return local + "@" + domain;
  }

  /// swaks from jane, with these options besides.
  Outcome swaks(String listener, String to, String... options)
      throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            List.of(
                "swaks",
                "--server",
                "127.0.0.1:" + server.port(listener),
                "--from",
                address("jane"),
                "--to",
                to,
                "--timeout",
                "30"));
    line.addAll(List.of(options));
    return run("", line);
  }

  /// msmtp from jane to joe.
  Outcome msmtp(String listener, boolean startTls, String message)
      throws IOException, InterruptedException {
    return run(
        message,
        List.of(
            "msmtp",
            "--host=127.0.0.1",
            "--port=" + server.port(listener),
            "--tls=on",
            "--tls-starttls=" + (startTls ? "on" : "off"),
            "--tls-certcheck=off",
            "--auth=on",
            "--user=" + address("jane"),
            "--passwordeval=echo " + PASSWORD,
            "--from=" + address("jane"),
            address("joe")));
  }

  /// curl from jane to joe.
  ///
  /// @param scheme `smtp` for STARTTLS, `smtps` for TLS from the start
  Outcome curl(String scheme, String listener, String message)
      throws IOException, InterruptedException {
    return run(
        message,
        List.of(
            "curl",
            "--silent",
            "--show-error",
            "--insecure",
            "--ssl-reqd",
            scheme + "://127.0.0.1:" + server.port(listener),
            "--user",
            address("jane") + ":" + PASSWORD,
            "--mail-from",
            address("jane"),
            "--mail-rcpt",
            address("joe"),
            "--upload-file",
            "-"));
  }

  /// Waits until a message with this text has come into an inbox.
  ///
  /// @return the message
  String await(String local, String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() - end < 0) {
      String found = search(local, text);
      if (!found.isEmpty()) {
        return imap(local, "/INBOX;UID=" + found).success();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError(text + " has not come to " + local);
  }

  /// The UID of a message with this text in an inbox; empty when there is none.
  String search(String local, String text) throws IOException, InterruptedException {
    String answer = imap(local, "/INBOX", "--request", "UID SEARCH TEXT " + text).success();
    return answer.strip().replaceFirst("(?s).*SEARCH *", "").strip().replaceFirst(" .*", "");
  }

  private Outcome imap(String local, String path, String... options)
      throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--insecure",
                "--user",
                address(local) + ":" + PASSWORD,
                "imaps://127.0.0.1:" + server.port("imaps") + path));
    line.addAll(List.of(options));
    return run("", line);
  }

  private static Outcome run(String input, List<String> line)
      throws IOException, InterruptedException {
    return Program.run(LIMIT, Map.of(), input, line);
  }
}
