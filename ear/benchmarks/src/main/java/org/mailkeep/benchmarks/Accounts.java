package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// The people of `example.com` whom loads write to.
final class Accounts {
  private Accounts() {}

  /// So many names: `smtp1`, `smtp2` …
  static List<String> named(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
  }

  /// Their address.
  static String address(String name) {
    return name + "@example.com";
  }

  /// A client that is logged in.
  static ImapClient login(MailSystem system, String name) throws IOException {
    var client = new ImapClient(system.imapPort());
    client.command("LOGIN " + system.login(name) + " " + system.password());
    return client;
  }

  /// How many messages lie in INBOX.
  static long messages(ImapClient client) throws IOException {
    return ImapClient.number(client.command("STATUS INBOX (MESSAGES)"), "MESSAGES");
  }
}
