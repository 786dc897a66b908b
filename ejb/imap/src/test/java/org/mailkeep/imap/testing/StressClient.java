package org.mailkeep.imap.testing;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A connection of a [StressRun] with what it knows, and the law of what a server may tell it when.
final class StressClient implements AutoCloseable {
  /// What an acknowledged command means.
  interface Done {
    /// @param status from `OK` on
    /// @param lines what was told before it
    void done(String status, List<String> lines);
  }

  /// A command.
  ///
  /// @param text without its tag
  /// @param expunges whether the server may tell of expunges while it runs (RFC 9051 §7.5.1)
  /// @param effect what it changes
  record Request(String text, boolean expunges, Done done, StressEffect effect) {
    Request(String text, boolean expunges, Done done) {
      this(text, expunges, done, new StressEffect.None());
    }

    boolean is(String verb) {
      return text.startsWith(verb) || text.startsWith("UID " + verb);
    }
  }

  /// What a client has turned on.
  enum Mode {
    PLAIN(""),
    CONDSTORE("CONDSTORE"),
    QRESYNC("QRESYNC"),
    REV2("QRESYNC IMAP4rev2");

    private final String enabled;

    Mode(String enabled) {
      this.enabled = enabled;
    }

    boolean versions() {
      return this != PLAIN;
    }

    boolean resynchronizes() {
      return this == QRESYNC || this == REV2;
    }
  }

  final Mode mode;
  final StressLedger ledger;
  final String keyword;
  private final StressServer server;
  private final String login;
  private final Map<String, Map<Long, Boolean>> own = new HashMap<>();
  private final Map<String, StressView.Remembered> remembered = new HashMap<>();
  private final Deque<String> last = new ArrayDeque<>();
  private Socket socket;
  private BufferedReader in;
  private final AtomicInteger tags = new AtomicInteger();

  /// What was sent and not replied to.
  private final Deque<Request> unfinished = new ArrayDeque<>();

  private int resumed;
  StressView view;

  /// Connects.
  ///
  /// @param login a name and a password, as LOGIN takes them
  StressClient(StressServer server, String login, StressLedger ledger, int number)
      throws IOException {
    this.server = server;
    this.login = login;
    this.ledger = ledger;
    this.mode = Mode.values()[number % Mode.values().length];
    this.keyword = "$c" + number;
    connect("INBOX");
  }

  /// Hangs up without a word and comes again.
  void reconnect(String mailbox) throws IOException {
    remember();
    socket.close();
    connect(mailbox);
  }

  private void connect(String mailbox) throws IOException {
    socket = server.connect();
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    note("-- connected " + line());
    view = new StressView(ledger, "", keyword, Map.of());
    run(List.of(plain("LOGIN " + login)));
    if (mode.versions()) {
      run(List.of(plain("ENABLE " + mode.enabled)));
    }
    select(mailbox);
  }

  private static Request plain(String text) {
    return new Request(text, true, (status, _) -> assertTrue(status.startsWith("OK"), status));
  }

  private void remember() {
    if (view.mailbox.isEmpty()) {
      return;
    }
    StressView.Remembered known = view.remembered();
    if (known == null || !mode.resynchronizes()) {
      remembered.remove(view.mailbox);
    } else {
      remembered.put(view.mailbox, known);
    }
  }

  /// Selects a mailbox, with QRESYNC where it was selected before.
  void select(String mailbox) throws IOException {
    remember();
    StressView.Remembered known = remembered.get(mailbox);
    long before = ledger.highest(mailbox);
    long uids = ledger.highestUid(mailbox);
    Map<Long, Boolean> mine = own.computeIfAbsent(mailbox, _ -> new HashMap<>());
    StressView next = new StressView(ledger, mailbox, keyword, mine);
    String tag = "s" + tags.incrementAndGet();
    String text = " SELECT " + mailbox;
    if (known != null) {
      next.resume(known);
      text += " (QRESYNC (%d %d))".formatted(known.validity(), known.highest());
    } else if (mode == Mode.CONDSTORE) {
      text += " (CONDSTORE)";
    }
    write(tag + text + "\r\n");
    List<String> lines = until(tag);
    assertTrue(lines.getLast().startsWith(tag + " OK"), lines.getLast());
    selected(next, lines, known);
    ledger.valid(mailbox, next.validity);
    assertTrue(next.highest >= before || !mode.versions(), () -> next.highest + " < " + before);
    long uidNext =
        lines.stream().mapToLong(each -> StressReply.behind("[UIDNEXT", each)).max().orElse(0);
    assertTrue(uidNext > uids, () -> "UIDNEXT " + uidNext + " after " + uids);
    view = next;
  }

  private static void selected(
      StressView next, List<String> lines, StressView.@Nullable Remembered known) {
    int exists = 0;
    Set<Long> vanished = new HashSet<>();
    Map<Integer, StressReply.Fetched> fetched = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      if (line.contains("[UIDVALIDITY")) {
        next.validity = StressReply.behind("[UIDVALIDITY", line);
      } else if (line.contains("[HIGHESTMODSEQ")) {
        next.highest(StressReply.behind("[HIGHESTMODSEQ", line));
      } else if (line.startsWith("* VANISHED (EARLIER) ")) {
        vanished.addAll(StressReply.set(words[3]));
      } else if (words.length > 2 && words[2].equals("EXISTS")) {
        exists = Integer.parseInt(words[1]);
      } else if (words.length > 2 && words[2].equals("FETCH")) {
        fetched.put(Integer.parseInt(words[1]), StressReply.Fetched.of(line));
      }
    }
    if (known != null) {
      next.resynchronized(exists, vanished, fetched, known.highest());
    } else {
      next.exists(exists);
    }
    next.replied();
  }

  /// Sends commands at once and reads all that they are told.
  void run(List<Request> requests) throws IOException {
    StringBuilder text = new StringBuilder();
    int first = tags.get() + 1;
    for (Request request : requests) {
      text.append("t").append(tags.incrementAndGet()).append(' ');
      text.append(request.text()).append("\r\n");
    }
    unfinished.addAll(requests);
    write(text.toString());
    for (int i = 0; i < requests.size(); i++) {
      String tag = "t" + (first + i);
      List<String> lines = new ArrayList<>();
      String line = read();
      while (!line.startsWith(tag + " ")) {
        assertTrue(line.startsWith("* "), line);
        told(line, requests.get(i));
        lines.add(line);
        line = read();
      }
      if (mode.versions() && line.contains("[HIGHESTMODSEQ")) {
        view.highest(StressReply.behind("[HIGHESTMODSEQ", line));
      }
      requests.get(i).done().done(line.substring(tag.length() + 1), lines);
      unfinished.remove();
      view.replied();
    }
  }

  /// Listens for a while.
  void idle(int milliseconds) throws IOException, InterruptedException {
    Request idle = plain("IDLE");
    String tag = "i" + tags.incrementAndGet();
    write(tag + " IDLE\r\n");
    String line = read();
    while (!line.startsWith("+")) {
      told(line, idle);
      line = read();
    }
    Thread.sleep(milliseconds);
    write("DONE\r\n");
    line = read();
    while (!line.startsWith(tag + " OK")) {
      told(line, idle);
      line = read();
    }
    view.replied();
  }

  private void told(String line, Request request) {
    String[] words = line.split(" ", 4);
    if (words[1].equals("VANISHED")) {
      assertTrue(mode.resynchronizes() && request.expunges(), () -> request + " was told " + line);
      view.vanished(StressReply.set(words[2]));
    } else if (words[1].equals("OK") && line.contains("[HIGHESTMODSEQ")) {
      view.highest(StressReply.behind("[HIGHESTMODSEQ", line));
    } else if (words.length > 2 && words[2].equals("EXISTS")) {
      view.exists(Integer.parseInt(words[1]));
    } else if (words.length > 2 && words[2].equals("EXPUNGE")) {
      assertTrue(!mode.resynchronizes() && request.expunges(), () -> request + " was told " + line);
      view.expunged(Integer.parseInt(words[1]));
    } else if (words.length > 2 && words[2].equals("FETCH")) {
      fetched(Integer.parseInt(words[1]), line, request);
    }
    assertFalse(words[1].equals("BYE"), line);
  }

  private void fetched(int number, String line, Request request) {
    StressReply.Fetched told = StressReply.Fetched.of(line);
    boolean asked = request.is("FETCH");
    boolean versioned = told.modseq() > 0 || asked || !mode.versions();
    assertTrue(versioned, () -> request + " was told no MODSEQ: " + line);
    boolean named = told.uid() > 0 || !request.text().startsWith("UID ");
    assertTrue(named, () -> request + " was told no UID: " + line);
    view.fetched(number, told, asked);
  }

  private List<String> until(String tag) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = read();
      lines.add(line);
    } while (!line.startsWith(tag + " "));
    return lines;
  }

  private void write(String text) throws IOException {
    text.lines().forEach(line -> note("C: " + line));
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String read() throws IOException {
    String line = line();
    note("S: " + line);
    return line;
  }

  /// A whole line: the last octets of a server that is killed may be a part of one.
  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after '" + line + "'");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private void note(String line) {
    last.add(line.length() > 300 ? line.substring(0, 300) + "…" : line);
    if (last.size() > 120) {
      last.remove();
    }
  }

  /// What may go wrong with a client.
  interface Attempt {
    void run() throws Exception;
  }

  /// Does something; a failure comes with the last lines of the session.
  void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(transcript(), e);
    }
  }

  /// Makes a mailbox.
  void create(String mailbox) throws IOException {
    run(List.of(plain("CREATE " + mailbox)));
  }

  /// What this client knows is what a new one is told.
  void agrees(Map<String, StressView> views) {
    view.agrees(requireNonNull(views.get(view.mailbox)));
  }

  /// Asks for all.
  void fetchAll() throws IOException {
    if (view.size() > 0) {
      String versions = mode.versions() ? "MODSEQ " : "";
      run(List.of(plain("FETCH 1:* (UID FLAGS " + versions + "ENVELOPE)")));
    }
  }

  /// What the commands change that were sent and not replied to before the connection was lost.
  List<StressEffect> unfinished() {
    return unfinished.stream().map(Request::effect).toList();
  }

  /// Comes again after the server was killed: in each mailbox what was known before, and what is
  /// told of it now, is what a new client is told.
  void resume(Map<String, StressView> views) throws IOException {
    for (StressEffect effect : unfinished()) {
      if (effect instanceof StressEffect.Marked marked) {
        assertWhole(marked, requireNonNull(views.get(marked.mailbox())));
      }
    }
    unfinished.clear();
    reconnect(view.mailbox.isEmpty() ? "INBOX" : view.mailbox);
    for (Map.Entry<String, StressView> each : views.entrySet()) {
      StressView fresh = each.getValue();
      resumed += remembered.containsKey(each.getKey()) ? 1 : 0;
      select(each.getKey());
      view.agrees(fresh);
      if (!view.isComplete()) {
        fetchAll();
        view.agrees(fresh);
      }
      for (StressView.Message message : fresh.messages) {
        Boolean wanted = view.own.get(message.uid);
        boolean is = requireNonNull(message.flags).contains(keyword);
        assertTrue(wanted == null || wanted == is, () -> keyword + " of " + message.uid);
      }
    }
  }

  /// A command that was cut off changed all messages that are still there, or none.
  private void assertWhole(StressEffect.Marked marked, StressView fresh) {
    Set<Boolean> changed = new HashSet<>();
    for (StressView.Message message : fresh.messages) {
      Boolean before = marked.before().get(message.uid);
      if (before != null && before != marked.on()) {
        changed.add(requireNonNull(message.flags).contains(keyword) == marked.on());
      }
    }
    assertTrue(changed.size() < 2, () -> "done in part: " + marked);
  }

  /// How many commands it sent.
  int commands() {
    return tags.get();
  }

  /// How many mailboxes it resumed after kills, with what it had known of them before.
  int resumed() {
    return resumed;
  }

  /// The last lines of the session.
  private String transcript() {
    return mode + " " + keyword + " in " + view.mailbox + "\n" + String.join("\n", last);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
