package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.servers.DovecotServer;

/// The same random messages here and in a real Dovecot: what refers to what, in loops, to what is
/// not there, with subjects that nearly are the same. Both must thread and sort them alike.
@Tag("servers")
final class DovecotOrderTest {
  private static final int ROUNDS = 6;
  private static final int MESSAGES = 150;

  private static final List<String> COMMANDS =
      List.of(
          "THREAD REFERENCES UTF-8 ALL",
          "UID THREAD REFERENCES UTF-8 UNSEEN",
          "THREAD ORDEREDSUBJECT UTF-8 ALL",
          "SORT (SUBJECT) UTF-8 ALL",
          "SORT (REVERSE DATE) UTF-8 UNSEEN",
          "SORT (FROM REVERSE SUBJECT DATE) UTF-8 ALL",
          "SORT (TO REVERSE SIZE) UTF-8 ALL",
          "SORT (DISPLAYFROM ARRIVAL) UTF-8 ALL",
          "SORT (DISPLAYTO) UTF-8 ALL",
          "SORT RETURN (ALL MIN MAX) (CC SUBJECT) UTF-8 ALL");

  @Test
  void threadsAndOrdersAreTheSame() throws Exception {
    long seed = Long.getLong("order.seed", System.nanoTime());
    System.out.println("DovecotOrderTest: seed " + seed);
    List<String> users = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      users.add("order" + round);
    }
    try (DovecotServer dovecot = DovecotServer.started("plain", users, DovecotServer.FULL_IMAP)) {
      for (String user : users) {
        compare(dovecot, user, new Random(seed++));
      }
    }
  }

  private static void compare(DovecotServer dovecot, String user, Random random)
      throws IOException {
    try (ImapServer ours = new ImapServer()) {
      ImapServer.Client here = ours.connect();
      here.line();
      here.command("l", "LOGIN jane secret");
      ImapServer.Client there =
          new ImapServer.Client(new Socket(InetAddress.getLoopbackAddress(), dovecot.port()));
      there.line();
      there.command("l", "LOGIN " + user + " \"" + DovecotServer.password(user) + "\"");
      for (int i = 0; i < MESSAGES; i++) {
        String append = append(random, i);
        assertEquals("a OK", here.command("a", append).getLast().substring(0, 4));
        assertEquals("a OK", there.command("a", append).getLast().substring(0, 4));
      }
      here.command("s", "SELECT INBOX");
      there.command("s", "SELECT INBOX");
      for (String command : COMMANDS) {
        String wanted = there.command("c", command).getFirst();
        String told = here.command("c", command).getFirst();
        assertEquals(wanted.strip(), told, command);
      }
      there.socket().close();
    }
  }

  private static String append(Random random, int number) {
    StringBuilder text = new StringBuilder();
    text.append("Message-ID: <").append(id(random, number)).append(">\r\n");
    if (random.nextInt(10) > 0) {
      text.append("Date: ").append(1 + random.nextInt(9)).append(" Feb 2020 ");
      text.append("10:%02d:00 +0%d00\r\n".formatted(random.nextInt(3), random.nextInt(3)));
    }
    if (random.nextInt(10) > 0) {
      text.append("Subject: ").append(pick(random, "", "", "Re: ", "Fwd: ", "[x] re[2]: "));
      text.append(pick(random, "Blue", "blue", "Red", "=?utf-8?q?gr=C3=BCn?=", "tone " + number));
      text.append(pick(random, "", "", "", " (fwd)")).append("\r\n");
    }
    text.append("From: ").append(address(random)).append("\r\n");
    text.append(pick(random, "", "To: " + address(random) + "\r\n"));
    text.append(pick(random, "", "Cc: " + address(random) + "\r\n"));
    int references = random.nextInt(4);
    if (references > 0) {
      text.append("References:");
      for (int i = 0; i < references; i++) {
        text.append(" <m").append(random.nextInt(MESSAGES + 20)).append("@example.org>");
      }
      text.append("\r\n");
    } else if (random.nextBoolean()) {
      text.append("In-Reply-To: <m").append(random.nextInt(number + 3)).append("@example.org>\r\n");
    }
    text.append("\r\n").append("x".repeat(random.nextInt(20))).append("\r\n");
    return "APPEND INBOX (%s) \"0%d-Feb-2020 10:00:00 +0000\" {%d+}\r\n%s"
        .formatted(
            pick(random, "", "", "\\Seen"), 1 + random.nextInt(9), text.length(), text.toString());
  }

  /// Most have an id of their own.
  private static String id(Random random, int number) {
    return "m" + (random.nextInt(30) == 0 ? random.nextInt(number + 1) : number) + "@example.org";
  }

  private static String address(Random random) {
    String local = pick(random, "anna", "BOB", "carl", "dora");
    return pick(
        random,
        local + "@example.org",
        "\"" + pick(random, "Zoe", "adam", "Bea") + "\" <" + local + "@example.com>",
        "=?utf-8?q?=C3=84gid?= <" + local + "@example.org>");
  }

  private static String pick(Random random, String... some) {
    return some[random.nextInt(some.length)];
  }
}
