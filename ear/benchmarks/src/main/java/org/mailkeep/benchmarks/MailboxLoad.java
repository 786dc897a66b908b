package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// What a client asks of one large mailbox: opening it, all flags, what changed since, searches,
/// orders and threads. Each figure is the median of some rounds; a cold one is what comes first
/// when the server remembers nothing of mailboxes.
///
/// @param sizes of the mailbox, ascending
record MailboxLoad(List<Integer> sizes) implements Load {
  private static final String NAME = "mailbox";
  private static final int ROUNDS = 15;
  private static final int COLD_ROUNDS = 5;
  private static final int CHANGES = 100;
  private static final int PART = 200;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    system.accounts(List.of(NAME));
    List<Result> results = new ArrayList<>();
    for (int size : sizes) {
      fill(system, size);
      results.add(measure(system, size));
    }
    return results;
  }

  private static void fill(MailSystem system, int messages) throws IOException {
    try (ImapClient client = Accounts.login(system, NAME)) {
      int have = (int) Accounts.messages(client);
      while (have < messages) {
        int part = Math.min(PART, messages - have);
        List<String> appends = new ArrayList<>();
        for (int i = 0; i < part; i++) {
          appends.add(append(have + i));
        }
        client.sendAll(appends);
        for (int i = 0; i < part; i++) {
          client.await();
        }
        have += part;
      }
    }
  }

  /// A message of its own: one of three answers an earlier one.
  private static String append(int number) {
    SplittableRandom random = new SplittableRandom(number);
    int answered = random.nextInt(3) == 0 ? random.nextInt(Math.max(1, number)) : number;
    String text =
        "From: Sender %1$d <sender%1$d@example.org>\r\nTo: Reader <reader@example.com>\r\n"
                .formatted(random.nextInt(500))
            + "Subject: %sMatter %d\r\n".formatted(answered == number ? "" : "Re: ", answered)
            + "Date: Sun, %d Nov 2026 %02d:%02d:%02d +0000\r\n"
                .formatted(
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60))
            + "Message-ID: <m%d@example.org>\r\n".formatted(number)
            + (answered == number ? "" : "References: <m%d@example.org>\r\n".formatted(answered))
            + "\r\nA line of text that somebody may want to read.\r\n";
    String flags = (number % 3 == 0 ? "\\Seen " : "") + (number % 50 == 0 ? "\\Flagged" : "");
    return "APPEND INBOX (%s) {%d+}\r\n%s".formatted(flags.strip(), text.length(), text);
  }

  private static Result measure(MailSystem system, int size) throws Exception {
    double[] select = new double[COLD_ROUNDS];
    double[] sort = new double[COLD_ROUNDS];
    for (int round = 0; round < COLD_ROUNDS; round++) {
      system.forget();
      try (ImapClient client = Accounts.login(system, NAME)) {
        select[round] = millis(client, "SELECT INBOX");
        sort[round] = millis(client, "SORT (SUBJECT) UTF-8 ALL");
      }
    }
    try (ImapClient client = Accounts.login(system, NAME)) {
      Result result =
          Result.of(String.format(Locale.ROOT, "one mailbox of %,d", size), system)
              .with("SELECT cold ms", median(select))
              .with("SORT cold ms", median(sort))
              .with("SELECT ms", median(client, "SELECT INBOX"))
              .with("FETCH 1:* FLAGS ms", median(client, "FETCH 1:* FLAGS"))
              .with("SEARCH UNSEEN FLAGGED ms", median(client, "SEARCH UNSEEN FLAGGED"))
              .with("UID SEARCH ALL ms", median(client, "UID SEARCH RETURN (ALL COUNT) ALL"));
      for (String key : List.of("ARRIVAL", "REVERSE DATE", "SUBJECT", "FROM DATE")) {
        String command = "SORT (%s) UTF-8 ALL".formatted(key);
        result = result.with("SORT (%s) ms".formatted(key), median(client, command));
      }
      for (String algorithm : List.of("REFERENCES", "ORDEREDSUBJECT")) {
        String command = "THREAD %s UTF-8 ALL".formatted(algorithm);
        result = result.with("THREAD %s ms".formatted(algorithm), median(client, command));
      }
      return result.with("QRESYNC ms", resync(system));
    }
  }

  private static double millis(ImapClient client, String command) throws IOException {
    long start = System.nanoTime();
    client.command(command);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(ImapClient client, String command) throws IOException {
    millis(client, command);
    double[] times = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      times[round] = millis(client, command);
    }
    return median(times);
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /// SELECT with QRESYNC by a client that was away while another changed flags.
  private static double resync(MailSystem system) throws Exception {
    double[] times = new double[ROUNDS];
    try (ImapClient away = Accounts.login(system, NAME);
        ImapClient other = Accounts.login(system, NAME)) {
      away.command("ENABLE QRESYNC");
      other.command("SELECT INBOX");
      for (int round = 0; round < ROUNDS; round++) {
        String known = away.command("STATUS INBOX (UIDVALIDITY HIGHESTMODSEQ)");
        String sign = round % 2 == 0 ? "+" : "-";
        other.command("STORE 1:%d %sFLAGS.SILENT (Work)".formatted(CHANGES, sign));
        times[round] =
            millis(
                away,
                "SELECT INBOX (QRESYNC (%d %d))"
                    .formatted(
                        ImapClient.number(known, "UIDVALIDITY"),
                        ImapClient.number(known, "HIGHESTMODSEQ")));
        away.command("UNSELECT");
      }
    }
    return median(times);
  }
}
