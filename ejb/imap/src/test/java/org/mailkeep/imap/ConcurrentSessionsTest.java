package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Several clients do at random what clients do, all in one mailbox. Each keeps the sequence
/// numbers that it was told; they must name the same messages as the server's.
final class ConcurrentSessionsTest {
  private static final int CLIENTS = 4;
  private static final int COMMANDS = 250;
  private static final Pattern COUNT = Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE)");
  private static final Pattern FETCHED = Pattern.compile("\\* (\\d+) FETCH \\(.*?UID (\\d+).*");

  /// What one client knows.
  private static final class Reader {
    private final ImapServer.Client client;
    private final SplittableRandom random;
    private final List<Long> uids = new ArrayList<>();
    private int tags;

    Reader(ImapServer.Client client, long seed) {
      this.client = client;
      this.random = new SplittableRandom(seed);
    }

    void begin() throws Exception {
      client.line();
      run("LOGIN jane secret", false);
      run("SELECT INBOX", false);
    }

    Void work() throws Exception {
      for (int i = 0; i < COMMANDS; i++) {
        step();
      }
      return null;
    }

    private void step() throws Exception {
      int number = uids.isEmpty() ? 0 : 1 + random.nextInt(uids.size());
      int action = number == 0 ? random.nextInt(2) : random.nextInt(12);
      switch (action) {
        case 0 -> run("NOOP", true);
        case 1 -> run("APPEND INBOX {11+}\r\nSubject: x\n", true);
        case 2, 3 -> run("FETCH " + number + " (UID FLAGS)", false);
        case 4 -> run("FETCH 1:* UID", false);
        case 5 -> run("STORE " + number + " +FLAGS (\\Deleted)", false);
        case 6 -> run("STORE " + number + " FLAGS.SILENT (\\Seen)", false);
        case 7 -> run("UID STORE " + Math.max(1, uid(number)) + " +FLAGS (\\Answered)", true);
        case 8 -> run("SEARCH DELETED", false);
        case 9 -> run("UID FETCH 1:* FLAGS", true);
        case 10 -> run("MOVE " + number + " Drafts", true);
        default -> run(random.nextInt(4) == 0 ? "EXPUNGE" : "CHECK", true);
      }
    }

    private long uid(int number) {
      return uids.get(number - 1);
    }

    /// @param expunges whether the command may tell of expunges
    void run(String command, boolean expunges) throws Exception {
      String tag = "t" + ++tags;
      List<String> lines = client.command(tag, command);
      String last = lines.getLast();
      boolean gone = last.startsWith(tag + " NO [EXPUNGEISSUED]");
      assertTrue(last.startsWith(tag + " OK") || gone, () -> command + " -> " + last);
      for (String line : lines) {
        told(command, line, expunges);
      }
    }

    private void told(String command, String line, boolean expunges) {
      Matcher count = COUNT.matcher(line);
      if (count.matches()) {
        int number = Integer.parseInt(count.group(1));
        if (count.group(2).equals("EXPUNGE")) {
          assertTrue(expunges, () -> command + " must not tell of an expunge");
          uids.remove(number - 1);
        } else {
          assertTrue(number >= uids.size(), () -> command + " lost messages");
          while (uids.size() < number) {
            uids.add(0L);
          }
        }
      }
      Matcher fetched = FETCHED.matcher(line);
      if (fetched.matches()) {
        int number = Integer.parseInt(fetched.group(1));
        long uid = Long.parseLong(fetched.group(2));
        long known = uid(number);
        assertTrue(known == 0 || known == uid, () -> number + " was " + known + ": " + line);
        uids.set(number - 1, uid);
      }
    }
  }

  @Test
  void sequenceNumbersStayRight() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    List<Reader> readers = new ArrayList<>();
    try (ImapServer server = new ImapServer();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < 20; i++) {
        server.deliver("INBOX", "message " + i);
      }
      List<Callable<Void>> works = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Reader reader = new Reader(server.connect(), seed + i);
        reader.begin();
        readers.add(reader);
        works.add(reader::work);
      }
      for (Future<Void> done : threads.invokeAll(works, 60, TimeUnit.SECONDS)) {
        done.get();
      }
      List<Long> stored = new ArrayList<>();
      var inbox = server.jane().find("INBOX").orElseThrow();
      var view = server.jane().view(inbox.id()).orElseThrow();
      for (int i = 0; i < view.count(); i++) {
        stored.add((long) view.uid(i));
      }
      for (Reader reader : readers) {
        reader.run("NOOP", true);
        if (!stored.isEmpty()) {
          reader.run("FETCH 1:* UID", false);
        }
        assertEquals(stored, reader.uids);
      }
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
