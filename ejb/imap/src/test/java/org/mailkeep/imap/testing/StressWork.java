package org.mailkeep.imap.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.imap.testing.StressClient.Request;

/// What one client of a [StressRun] does at random. Commands go out together where that is not
/// ambiguous (RFC 9051 §5.5): behind one that may tell of expunges, UIDs only.
final class StressWork {
  /// In the last one flags are replaced, so that nobody's own keyword is sure to stay.
  static final List<String> MAILBOXES = List.of("INBOX", "Drafts", "Lab");

  private static final int MANY = 60;
  private static final AtomicInteger SUBJECTS = new AtomicInteger();
  private static final AtomicInteger TRANSFERS = new AtomicInteger();
  private static final Pattern APPENDED = Pattern.compile("\\[APPENDUID (\\d+) ([\\d:,]+)]");
  private static final Pattern COPIED = Pattern.compile("\\[COPYUID (\\d+) ([\\d:,]+) ([\\d:,]+)]");
  private static final Pattern FOUND = Pattern.compile("\\* E?SEARCH(.*)");

  private final StressClient client;
  private final Random random;

  /// The commands that go out next, and whether one of them may tell of expunges or changes the own
  /// keyword.
  private final List<Request> batch = new ArrayList<>();

  /// Messages of which a search told otherwise than is known.
  private final Set<Long> doubtful = new TreeSet<>();

  private boolean ambiguous;
  private boolean marks;

  StressWork(StressClient client, long seed) {
    this.client = client;
    this.random = new Random(seed);
  }

  /// Works for a while.
  void until(long end) throws Exception {
    while (System.nanoTime() < end) {
      step();
    }
  }

  private void step() throws Exception {
    switch (random.nextInt(40)) {
      case 0 -> client.idle(random.nextInt(15));
      case 1, 2 -> client.select(mailbox());
      case 3 -> client.reconnect(mailbox());
      default -> {
        batch.clear();
        doubtful.clear();
        ambiguous = false;
        marks = false;
        learn();
        for (int i = random.nextInt(4); i >= 0; i--) {
          batch.add(command());
          ambiguous |= batch.getLast().expunges();
        }
        client.run(batch);
        settleDoubts();
      }
    }
  }

  /// Of a message that is gone, which this client could not be told yet, a search may know less
  /// than the client; of any other it may not. So those must be gone now.
  private void settleDoubts() throws Exception {
    if (!doubtful.isEmpty()) {
      settle();
      for (StressView.Message message : client.view.messages) {
        assertFalse(doubtful.contains(message.uid), () -> "wrong in a search: " + message.uid);
      }
    }
  }

  /// Ends with all news told.
  void settle() throws Exception {
    client.run(List.of(told("NOOP", true)));
  }

  /// Asks for what is not known yet.
  private void learn() {
    StressView view = client.view;
    int first = 1;
    while (first <= view.size() && view.messages.get(first - 1).isKnown()) {
      first++;
    }
    if (first <= view.size()) {
      batch.add(gone("FETCH " + first + ":" + view.size() + " (" + items() + " ENVELOPE)", false));
    }
  }

  private String items() {
    return client.mode.versions() ? "UID FLAGS MODSEQ" : "UID FLAGS";
  }

  private String mailbox() {
    return MAILBOXES.get(random.nextInt(MAILBOXES.size()));
  }

  private Request command() {
    boolean full = client.view.size() > MANY;
    List<Long> uids = uids();
    if (uids.isEmpty()) {
      return random.nextBoolean() ? told("NOOP", true) : append(client.view.mailbox);
    }
    return switch (random.nextInt(22)) {
      case 0 -> told("NOOP", true);
      case 1 -> told("CHECK", true);
      case 2, 3, 4 -> full ? told("EXPUNGE", true) : append(mailbox());
      case 5, 6 -> fetch(uids);
      case 7 -> gone("UID FETCH " + set(uids) + " (" + items() + ")", true);
      case 8, 9, 10 -> mark(uids);
      case 11, 12, 13 -> change(uids, full);
      case 14 -> client.mode.versions() ? guarded(uids) : change(uids, full);
      case 15, 16 -> search();
      case 17 -> full ? move(uids) : copy(uids);
      case 18 -> move(uids);
      case 19 -> told("EXPUNGE", true);
      case 20 -> told("UID EXPUNGE " + set(uids), true);
      default -> status();
    };
  }

  /// A run of UIDs that are known; all from one that may be the last.
  private List<Long> uids() {
    List<Long> known = new ArrayList<>();
    int size = client.view.size();
    int from = size == 0 ? 0 : random.nextInt(size);
    for (int i = from; i < size && known.size() < 1 + random.nextInt(6); i++) {
      if (client.view.messages.get(i).uid > 0) {
        known.add(client.view.messages.get(i).uid);
      }
    }
    return known;
  }

  private static String set(List<Long> uids) {
    return uids.stream().map(String::valueOf).reduce((a, b) -> a + "," + b).orElseThrow();
  }

  /// A command that must be done.
  private static Request told(String text, boolean expunges) {
    return new Request(text, expunges, (status, _) -> assertTrue(status.startsWith("OK"), status));
  }

  /// A command that others may have made impossible for some messages.
  private static Request gone(String text, boolean expunges) {
    return new Request(text, expunges, (status, _) -> assertTrue(isDone(status), status));
  }

  private static boolean isDone(String status) {
    return status.startsWith("OK")
        || status.startsWith("NO [EXPUNGEISSUED]")
        || status.startsWith("NO [MODIFIED ");
  }

  private Request fetch(List<Long> uids) {
    if (ambiguous) {
      return gone("UID FETCH " + set(uids) + " FLAGS", true);
    }
    return gone("FETCH " + numbers(uids) + " (" + items() + ")", false);
  }

  /// Their sequence numbers, as this client knows them.
  private String numbers(List<Long> uids) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 1; i <= client.view.size(); i++) {
      if (uids.contains(client.view.uid(i))) {
        numbers.add((long) i);
      }
    }
    return set(numbers);
  }

  private Request append(String mailbox) {
    int count = random.nextInt(4) == 0 ? 2 : 1;
    StringBuilder text = new StringBuilder("APPEND " + mailbox);
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String subject = "m" + SUBJECTS.incrementAndGet();
      String message = "Subject: " + subject + "\r\n\r\nx";
      text.append(random.nextBoolean() ? " (\\Seen)" : " ()");
      text.append(" {").append(message.length()).append("+}\r\n").append(message);
      subjects.add(subject);
    }
    long last = client.ledger.highestUid(mailbox);
    return new Request(
        text.toString(),
        true,
        (status, _) -> {
          Matcher uids = APPENDED.matcher(status);
          assertTrue(status.startsWith("OK") && uids.find(), status);
          client.ledger.valid(mailbox, Long.parseLong(uids.group(1)));
          List<Long> made = StressReply.set(uids.group(2));
          assertEquals(subjects.size(), made.size(), status);
          assertTrue(made.getFirst() > last, () -> last + " was there before " + status);
          for (int i = 0; i < made.size(); i++) {
            client.ledger.made(mailbox, made.get(i), subjects.get(i));
          }
        },
        new StressEffect.Filed(mailbox, subjects));
  }

  /// Sets or takes the own keyword; from then on this client knows better than anyone.
  private Request mark(List<Long> uids) {
    StressView view = client.view;
    if (marks || view.mailbox.equals(MAILBOXES.getLast())) {
      return change(uids, false);
    }
    marks = true;
    boolean on = random.nextBoolean();
    Map<Long, Boolean> before = new HashMap<>();
    for (long uid : uids) {
      Boolean known = view.own.remove(uid);
      if (known != null) {
        before.put(uid, known);
      }
    }
    String how = (on ? "+" : "-") + "FLAGS" + (random.nextBoolean() ? ".SILENT" : "");
    Request store = store(uids, "", how, Set.of(client.keyword));
    return new Request(
        store.text(),
        store.expunges(),
        (status, lines) -> {
          store.done().done(status, lines);
          if (status.startsWith("OK")) {
            uids.forEach(uid -> view.own.put(uid, on));
          }
        },
        new StressEffect.Marked(view.mailbox, before, on));
  }

  private Request change(List<Long> uids, boolean delete) {
    boolean replaces = client.view.mailbox.equals(MAILBOXES.getLast()) && random.nextInt(3) == 0;
    String how = replaces ? "FLAGS" : random.nextBoolean() ? "+FLAGS" : "-FLAGS";
    Set<String> flags = new TreeSet<>();
    for (String flag : List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "$Shared")) {
      if (random.nextInt(4) == 0 || (delete && flag.equals("\\Deleted"))) {
        flags.add(flag);
      }
    }
    if (flags.isEmpty()) {
      flags.add("\\Deleted");
    }
    String silent = random.nextBoolean() ? ".SILENT" : "";
    return store(uids, "", (delete ? "+FLAGS" : how) + silent, flags);
  }

  /// A change of what was not changed since it was told.
  private Request guarded(List<Long> uids) {
    String since = "(UNCHANGEDSINCE " + client.view.highest + ") ";
    return store(uids, since, "+FLAGS.SILENT", Set.of("\\Flagged"));
  }

  private Request store(List<Long> uids, String guard, String how, Set<String> flags) {
    StressView view = client.view;
    if (flags.contains("\\Deleted")) {
      client.ledger.deleted(view.mailbox, uids);
    }
    boolean byUid = ambiguous || random.nextBoolean();
    String text =
        (byUid ? "UID STORE " + set(uids) : "STORE " + numbers(uids))
            + (" " + guard + how + " (" + String.join(" ", flags) + ")");
    return new Request(
        text,
        byUid,
        (status, lines) -> {
          assertTrue(isDone(status), status);
          if (how.endsWith(".SILENT")) {
            silent(view, uids, lines, how, flags, status);
          }
        });
  }

  /// Applies a silent change where it was done, unless flags were told after all: with versions, to
  /// what was told to have a new one.
  private void silent(
      StressView view,
      List<Long> uids,
      List<String> lines,
      String how,
      Set<String> flags,
      String status) {
    Set<Long> quiet = new TreeSet<>(client.mode.versions() ? List.of() : uids);
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      if (words.length > 3 && words[2].equals("FETCH")) {
        StressReply.Fetched told = StressReply.Fetched.of(line);
        long uid = told.uid() > 0 ? told.uid() : view.uid(Integer.parseInt(words[1]));
        if (told.flags() == null) {
          quiet.add(uid);
        } else {
          quiet.remove(uid);
        }
      }
    }
    for (StressView.Message message : view.messages) {
      boolean sure = client.mode.versions() || status.startsWith("OK");
      if (quiet.contains(message.uid) && sure) {
        view.changed(message, how, flags);
      } else if (quiet.contains(message.uid)) {
        message.flags = null;
      }
    }
  }

  private Request search() {
    StressView view = client.view;
    boolean byUid = ambiguous || random.nextBoolean();
    String text = (byUid ? "UID " : "") + "SEARCH KEYWORD " + client.keyword;
    return new Request(
        text,
        byUid,
        (status, lines) -> {
          assertTrue(status.startsWith("OK"), status);
          Set<Long> found = new TreeSet<>();
          for (String line : lines) {
            Matcher result = FOUND.matcher(line);
            if (result.matches()) {
              found.addAll(found(result.group(1)));
            }
          }
          for (int i = 1; i <= view.size(); i++) {
            Boolean wanted = view.own.get(view.uid(i));
            long name = byUid ? view.uid(i) : i;
            if (wanted != null && wanted != found.contains(name)) {
              doubtful.add(view.uid(i));
            }
          }
        });
  }

  private static List<Long> found(String result) {
    String plain = result.replaceAll("\\([^)]*\\)", "").replaceAll("MODSEQ \\d+|[A-Z]+", "");
    List<Long> all = new ArrayList<>();
    for (String word : plain.trim().split(" +", -1)) {
      if (!word.isEmpty()) {
        all.addAll(StressReply.set(word));
      }
    }
    return all;
  }

  private Request copy(List<Long> uids) {
    return transfer(StressEffect.Kind.COPY, uids, mailbox());
  }

  private Request move(List<Long> uids) {
    int next = (MAILBOXES.indexOf(client.view.mailbox) + 1) % MAILBOXES.size();
    return transfer(StressEffect.Kind.MOVE, uids, MAILBOXES.get(next));
  }

  private Request transfer(StressEffect.Kind kind, List<Long> uids, String to) {
    String name = "transfer " + TRANSFERS.incrementAndGet();
    var effect = new StressEffect.Transferred(name, kind, client.view.mailbox, uids, to);
    if (effect.moves()) {
      client.ledger.moved(effect.from(), uids, name);
    }
    long last = client.ledger.highestUid(to);
    String text = ambiguous ? "UID " + kind + " " + set(uids) : kind + " " + numbers(uids);
    return new Request(
        text + " " + to,
        true,
        (status, lines) -> {
          assertTrue(isDone(status), status);
          transferred(effect, last, effect.moves() ? String.join("\n", lines) : status);
        },
        effect);
  }

  private void transferred(StressEffect.Transferred effect, long last, String reply) {
    Matcher uids = COPIED.matcher(reply);
    if (uids.find()) {
      client.ledger.valid(effect.to(), Long.parseLong(uids.group(1)));
      List<Long> from = StressReply.set(uids.group(2));
      List<Long> made = StressReply.set(uids.group(3));
      assertEquals(from.size(), made.size(), reply);
      assertTrue(made.getFirst() > last, () -> last + " was there before " + reply);
      for (int i = 0; i < made.size(); i++) {
        var source = new StressLedger.Name(effect.from(), from.get(i));
        client.ledger.copied(effect.to(), made.get(i), source);
      }
    }
  }

  /// What is told of another mailbox is at least as new as what anyone was told before.
  private Request status() {
    String other = mailbox();
    long version = client.ledger.highest(other);
    long uid = client.ledger.highestUid(other);
    return new Request(
        "STATUS " + other + " (MESSAGES UIDNEXT HIGHESTMODSEQ)",
        true,
        (status, lines) -> {
          assertTrue(status.startsWith("OK"), status);
          String line = // the selected mailbox's HIGHESTMODSEQ may come before, once
              lines.stream().filter(told -> told.startsWith("* STATUS")).findFirst().orElseThrow();
          assertTrue(StressReply.behind("HIGHESTMODSEQ", line) >= version, line);
          assertTrue(StressReply.behind("UIDNEXT", line) > uid, line);
        });
  }
}
