package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.FetchReader.Told;
import org.mailkeep.imap.FetchReader.Value;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.mime.Part;
import org.mailkeep.store.servers.DovecotServer;

/// The same random messages here and in a real Dovecot, whole and broken: both must tell the same
/// about them, envelope, structure and each section. What is told otherwise is explained by a rule
/// of [ContentDifferences], or as a [DovecotReading], or wrong.
///
/// `-Dcontent.seed=N` and `-Dcontent.messages=20000` look for more: what no rule knows yet is to be
/// judged by the RFCs, and mended or named.
@Tag("servers")
final class DovecotContentTest {
  private static final int MESSAGES = Integer.getInteger("content.messages", 600);

  private static final int TOGETHER = 20;
  private static final Told HUNG_UP = new Told(Difference.HUNG_UP.text(), "", Map.of());

  /// What servers may tell without being asked.
  private static final Set<String> UNASKED = Set.of("FLAGS", "UID");

  private static final String WHOLE =
      "(RFC822.SIZE ENVELOPE BODY BODYSTRUCTURE BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT]"
          + " BODY.PEEK[HEADER.FIELDS (SUBJECT FROM X-NONE)]"
          + " BODY.PEEK[HEADER.FIELDS.NOT (SUBJECT TO RECEIVED)]"
          + " BODY.PEEK[]<3.100> BODY.PEEK[TEXT]<0.5> BODY.PEEK[HEADER]<7.20>"
          + " BODY.PEEK[TEXT]<1000000.1> BODY.PEEK[9] BODY.PEEK[1.1.1.1] BODY.PEEK[1.9.MIME])";

  private final List<String> unexplained = new ArrayList<>();
  private final Map<String, Integer> explained = new TreeMap<>();

  private static DovecotServer dovecot;

  /// Messages in our mailbox.
  private int uids;

  private final ImapServer server = new ImapServer();
  private final FetchReader ours = new FetchReader(server.connect().socket());
  private FetchReader theirs = connection();

  DovecotContentTest() throws IOException {}

  @BeforeAll
  static void start() throws IOException {
    String settings = DovecotServer.FULL_IMAP + "mail_fsync = never\n";
    dovecot = DovecotServer.started("plain", List.of("content"), settings);
  }

  @AfterAll
  static void stop() throws IOException {
    dovecot.close();
  }

  @AfterEach
  void close() throws IOException {
    ours.close();
    theirs.close();
    server.close();
  }

  private static FetchReader connection() throws IOException {
    return new FetchReader(new Socket(InetAddress.getLoopbackAddress(), dovecot.port()));
  }

  private void login() throws IOException {
    done(theirs.command("LOGIN content \"" + DovecotServer.password("content") + "\""));
  }

  @Test
  void contentsAreTheSame() throws IOException {
    long seed = Long.getLong("content.seed", 1);
    System.out.println("DovecotContentTest: seed " + seed);
    StrangeMessages messages = new StrangeMessages(new Random(seed));
    done(ours.command("LOGIN jane secret"));
    login();
    List<String> sent =
        Stream.generate(messages::next).limit(MESSAGES).map(DovecotContentTest::withCrLf).toList();
    for (int i = 0; i < MESSAGES; i += TOGETHER) {
      StringBuilder append = new StringBuilder("APPEND INBOX");
      for (String message : sent.subList(i, Math.min(MESSAGES, i + TOGETHER))) {
        append.append(" {").append(message.length()).append("+}\r\n").append(message);
      }
      done(ours.command(append.toString()));
      done(theirs.command(append.toString()));
    }
    uids = MESSAGES;
    done(ours.command("SELECT INBOX"));
    done(theirs.command("SELECT INBOX"));
    for (int i = 0; i < MESSAGES; i++) {
      compare(sent.get(i), i + 1);
    }
    System.out.println("DovecotContentTest: explained " + explained);
    assertTrue(
        unexplained.isEmpty(),
        () -> "seed " + seed + ": " + unexplained.size() + "\n" + String.join("\n", unexplained));
  }

  /// Dovecot gives every line a CRLF, whatever it was appended with; so both are given it.
  private static String withCrLf(String message) {
    return message.replaceAll("(?<!\r)\n", "\r\n");
  }

  private static void done(Told told) {
    assertEquals("OK", told.status().substring(0, 2), told::line);
  }

  /// A message as we read it.
  private record Letter(int uid, DovecotReading.Rewritten rewritten, Part root) {
    static Letter of(DovecotReading.Rewritten rewritten, int uid) {
      byte[] octets = rewritten.message().getBytes(StandardCharsets.ISO_8859_1);
      Part root = MessageReader.read(octets, MimeLimits.DEFAULT).root();
      return new Letter(uid, rewritten, root);
    }

    /// What is told of it and of the message before, so that both can be compared.
    Difference difference(String section, String key, Value ours, Value theirs) {
      boolean same = rewritten.why().isEmpty();
      UnaryOperator<String> original = same ? text -> text : DovecotReading::original;
      Value mine = ContentDifferences.texts(ours, original);
      Value other =
          ContentDifferences.texts(theirs, text -> original.apply(rewritten.delimited(text)));
      boolean cut = key.endsWith(">") && mine.equals(theirs); // in the middle of a delimiter
      return new Difference(rewritten.message(), root, section, key, mine, cut ? theirs : other);
    }
  }

  private void compare(String message, int uid) throws IOException {
    List<Letter> letters = new ArrayList<>();
    letters.add(Letter.of(DovecotReading.Rewritten.of(message, Set.of()), uid));
    for (Set<DovecotReading> readings : DovecotReading.TOGETHER) {
      DovecotReading.Rewritten rewritten = DovecotReading.Rewritten.of(message, readings);
      String text = rewritten.message();
      if (!text.equals(letters.getLast().rewritten().message())) {
        done(ours.command("APPEND INBOX {" + text.length() + "+}\r\n" + text));
        letters.add(Letter.of(rewritten, ++uids));
      }
    }
    Set<Section> sections = new LinkedHashSet<>(compare(letters, "", WHOLE));
    for (Section section : sections) {
      compare(letters, section.number(), section.items());
      if (section.isLeaf()) {
        for (String item : List.of("BINARY.SIZE[%s]", "BINARY.PEEK[%s]", "BINARY.PEEK[%s]<2.9>")) {
          compare(letters, section.number(), item.formatted(section.number()));
        }
      }
    }
  }

  /// Compares what is told of a section, and gives those that any of both tells of.
  private List<Section> compare(List<Letter> letters, String section, String items)
      throws IOException {
    Told there = asked("UID FETCH " + letters.getFirst().uid() + " " + items);
    Map<String, Value> others = told(section, there);
    List<Map<String, Value>> mine = new ArrayList<>();
    List<Section> sections = new ArrayList<>(Section.in(body(there)));
    Set<String> keys = new LinkedHashSet<>(others.keySet());
    for (Letter letter : letters) {
      Told here = ours.command("UID FETCH " + letter.uid() + " " + items);
      mine.add(told(section, here));
      keys.addAll(mine.getLast().keySet());
      sections.addAll(Section.in(body(here)));
    }
    for (String key : keys) {
      Value other = others.getOrDefault(key, FetchReader.Atom.ABSENT);
      List<Difference> differences = new ArrayList<>();
      for (int i = 0; i < letters.size(); i++) {
        Value own = mine.get(i).getOrDefault(key, FetchReader.Atom.ABSENT);
        differences.add(letters.get(i).difference(section, key, own, other));
      }
      explain(differences, letters);
    }
    return sections;
  }

  private static Map<String, Value> told(String section, Told told) {
    Map<String, Value> items = new LinkedHashMap<>(told.items());
    items.keySet().removeAll(UNASKED);
    items.put("status " + section, new FetchReader.Atom(told.status()));
    return items;
  }

  private static Value body(Told told) {
    return told.items().getOrDefault("BODY", FetchReader.Atom.ABSENT);
  }

  /// What Dovecot tells; at some messages it hangs up.
  private Told asked(String command) throws IOException {
    try {
      return theirs.command(command);
    } catch (IOException e) {
      theirs.close();
      theirs = connection();
      login();
      done(theirs.command("EXAMINE INBOX"));
      return HUNG_UP;
    }
  }

  /// Finds a letter of which both tell the same, or what the rules explain.
  private void explain(List<Difference> differences, List<Letter> letters) {
    for (int i = 0; i < differences.size(); i++) {
      Difference difference = differences.get(i);
      Set<ContentDifferences> rules =
          difference.isNone() ? Set.of() : ContentDifferences.explaining(difference);
      if (difference.isNone() || !rules.isEmpty()) {
        rules.forEach(rule -> explained.merge(rule.name(), 1, Integer::sum));
        letters
            .get(i)
            .rewritten()
            .why()
            .forEach(why -> explained.merge(why.name(), 1, Integer::sum));
        return;
      }
    }
    unexplained.add(
        ContentDifferences.rest(differences.getLast())
            + "\n  read   "
            + letters.getLast().rewritten().why()
            + "\n  as told "
            + differences.getFirst().ours()
            + "\n          "
            + differences.getFirst().theirs());
  }
}
