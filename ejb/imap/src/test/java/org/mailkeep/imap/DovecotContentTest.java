package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.ContentDifferences.Difference;
import org.mailkeep.imap.FetchReader.Told;
import org.mailkeep.imap.FetchReader.Value;
import org.mailkeep.store.servers.DovecotServer;

/// The same random messages here and in a real Dovecot, whole and broken: both must tell the same
/// about them, envelope, structure and each section. What is told otherwise is explained by a rule
/// of [ContentDifferences], or wrong.
///
/// `-Dcontent.seed=N` and `-Dcontent.messages=20000` look for more: what no rule knows yet is to be
/// judged by the RFCs, and mended or named.
@Tag("servers")
final class DovecotContentTest {
  private static final int MESSAGES = Integer.getInteger("content.messages", 600);

  private static final int TOGETHER = 20;
  private static final Told HUNG_UP = new Told(ContentDifferences.HUNG_UP.text(), "", Map.of());

  /// What servers may tell without being asked.
  private static final Set<String> UNASKED = Set.of("FLAGS", "UID");

  private static final String WHOLE =
      "(RFC822.SIZE ENVELOPE BODY BODYSTRUCTURE BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT]"
          + " BODY.PEEK[HEADER.FIELDS (SUBJECT FROM X-NONE)]"
          + " BODY.PEEK[HEADER.FIELDS.NOT (SUBJECT TO RECEIVED)]"
          + " BODY.PEEK[]<3.100> BODY.PEEK[TEXT]<0.5> BODY.PEEK[HEADER]<7.20>"
          + " BODY.PEEK[TEXT]<1000000.1> BODY.PEEK[9] BODY.PEEK[1.1.1.1] BODY.PEEK[1.9.MIME])";

  private final List<String> unexplained = new ArrayList<>();
  private final Map<ContentDifferences, Integer> explained =
      new EnumMap<>(ContentDifferences.class);

  private static DovecotServer dovecot;

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
    done(ours.command("SELECT INBOX"));
    done(theirs.command("SELECT INBOX"));
    for (int i = 0; i < MESSAGES; i++) {
      compare(sent.get(i), "UID FETCH " + (i + 1) + " ");
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

  private void compare(String message, String fetch) throws IOException {
    Told here = ours.command(fetch + WHOLE);
    Told there = asked(fetch + WHOLE);
    BodyPair bodies = new BodyPair(body(here), body(there));
    compare(message, "", here, there, bodies);
    Set<Section> sections = new LinkedHashSet<>(Section.in(bodies.ours()));
    sections.addAll(Section.in(bodies.theirs()));
    for (Section section : sections) {
      String items = fetch + section.items();
      compare(message, section.number(), ours.command(items), asked(items), bodies);
      if (section.isLeaf()) {
        for (String item : List.of("BINARY.SIZE[%s]", "BINARY.PEEK[%s]", "BINARY.PEEK[%s]<2.9>")) {
          String binary = fetch + item.formatted(section.number());
          compare(message, section.number(), ours.command(binary), asked(binary), bodies);
        }
      }
    }
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

  private void compare(String message, String section, Told here, Told there, BodyPair bodies) {
    if (!here.status().equals(there.status())) {
      differs(
          new Difference(
              message,
              "status " + section,
              new FetchReader.Atom(here.status()),
              new FetchReader.Atom(there.status()),
              bodies));
    }
    Set<String> keys = new LinkedHashSet<>(here.items().keySet());
    keys.addAll(there.items().keySet());
    for (String key : keys) {
      Value mine = here.items().getOrDefault(key, FetchReader.Atom.ABSENT);
      Value other = there.items().getOrDefault(key, FetchReader.Atom.ABSENT);
      if (!mine.equals(other) && !UNASKED.contains(key)) {
        differs(new Difference(message, key, mine, other, bodies));
      }
    }
  }

  private void differs(Difference difference) {
    Set<ContentDifferences> rules = ContentDifferences.explaining(difference);
    rules.forEach(rule -> explained.merge(rule, 1, Integer::sum));
    if (rules.isEmpty()) {
      unexplained.add(ContentDifferences.rest(difference).toString());
    }
  }
}
