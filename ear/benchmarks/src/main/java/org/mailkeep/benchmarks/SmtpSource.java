package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Postfix's `smtp-source -d`, a process for each recipient.
///
/// @param system that takes the mail
/// @param octets of a message's body
/// @param sessions of each process at the same time
/// @param recipients the accounts
record SmtpSource(MailSystem system, int octets, int sessions, List<String> recipients) {
  private static final long PATIENCE_NANOS = 600_000_000_000L;
  private static final int PAUSE_MILLIS = 100;

  /// When the last message was taken, and when the last one lay in its mailbox, on the clock of
  /// `System.nanoTime`.
  record Times(long accepted, long delivered) {}

  /// Sends messages and waits until all lie in their mailboxes.
  ///
  /// @param readers one of each recipient
  /// @param count a multiple of the number of recipients
  Times deliver(List<ImapClient> readers, int count) throws IOException, InterruptedException {
    long target = total(readers) + count;
    Path log = Files.createTempFile("smtp-source", ".log");
    List<Process> processes = new ArrayList<>();
    for (String recipient : recipients) {
      processes.add(Shell.start(log, command(recipient, count / recipients.size())));
    }
    for (Process process : processes) {
      if (process.waitFor() != 0) {
        throw new IOException("smtp-source: " + Files.readString(log));
      }
    }
    long accepted = System.nanoTime();
    while (total(readers) < target) {
      if (System.nanoTime() - accepted > PATIENCE_NANOS) {
        throw new IOException((target - total(readers)) + " messages were not delivered");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    Files.delete(log);
    return new Times(accepted, System.nanoTime());
  }

  private List<String> command(String recipient, int count) {
    return List.of(
        "smtp-source",
        "-d",
        "-4",
        "-s",
        Integer.toString(sessions),
        "-m",
        Integer.toString(count),
        "-l",
        Integer.toString(octets),
        "-f",
        "sender@example.org",
        "-t",
        Accounts.address(recipient),
        "127.0.0.1:" + system.smtpPort());
  }

  private static long total(List<ImapClient> readers) throws IOException {
    long total = 0;
    for (ImapClient reader : readers) {
      total += Accounts.messages(reader);
    }
    return total;
  }
}
