package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.store.servers.LocalServer;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// What people of a directory do with their server, and what others try.
///
/// `jane` and `john` are in the directory with an address of this name at `dir.example`, both on
/// the list `news@dir.example`; their passwords are `secret of jane` and `secret of john`.
///
/// @param server which runs
/// @param directory the id of the directory
record Correspondent(MailServer server, String directory) {
  static final String SETTINGS =
      """
      imap.auth.allow-plain-text = true
      session.auth.allow-plain-text = true
      """;
  static final List<String> PEOPLE = List.of("jane", "john");
  static final String DOMAIN = "dir.example";
  static final String LIST = "news@" + DOMAIN;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  static String password(String person) {
    return "secret of " + person;
  }

  static String address(String person) {
    return person + "@" + DOMAIN;
  }

  /// All that can be done, and what happens while the directory is down and afterwards.
  ///
  /// @param there the directory's server
  void livesWith(LocalServer there) throws IOException, InterruptedException {
    receives();
    submits();
    refuses();
    isNotChangedFromHere();
    there.stop();
    waitsForTheDirectory();
    there.start();
    heals();
  }

  /// Mail comes in for those who are there, and for a list; nobody else is taken.
  void receives() throws IOException {
    try (Wire smtp = new Talk(server).smtp("smtp")) {
      Talk.starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + address("jane") + ">"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + LIST + ">"));
      Talk.starts("250", smtp.smtp("RCPT TO:<john+shop@" + DOMAIN + ">"));
      Talk.starts("550 5.1.1", smtp.smtp("RCPT TO:<nobody@" + DOMAIN + ">"));
      Talk.starts("550 5.7.1", smtp.smtp("RCPT TO:<jane@elsewhere.example>"));
      Talk.data(smtp, "received");
    }
    await("jane", "received", 2);
    await("john", "received", 2);
  }

  /// Jane submits mail to John after she has logged in, and not before.
  void submits() throws IOException {
    try (Wire smtp = new Talk(server).smtp("submission")) {
      Talk.starts("530", smtp.smtp("MAIL FROM:<" + address("jane") + ">"));
      Talk.starts("535 5.7.8", smtp.smtp(Talk.plain("jane", "secret of john")));
      Talk.starts("535 5.7.8", smtp.smtp(Talk.plain("nobody", "secret of nobody")));
      Talk.starts("235", smtp.smtp(Talk.plain("jane", password("jane"))));
      Talk.starts("250", smtp.smtp("MAIL FROM:<" + address("jane") + ">"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + address("john") + ">"));
      Talk.data(smtp, "submitted");
    }
    await("john", "submitted", 1);
  }

  /// Wrong passwords and unknown names do not get in.
  void refuses() throws IOException {
    for (String login :
        List.of("jane \"secret of john\"", "nobody \"secret of nobody\"", "jane \"\"")) {
      try (Wire imap = new Talk(server).imap()) {
        Talk.starts("NO [AUTHENTICATIONFAILED]", imap.imap("LOGIN " + login).getLast());
      }
    }
  }

  /// Jane is known by another name, too: with it she submits, and reads what she has received.
  void isAlso(String login) throws IOException {
    try (Wire smtp = new Talk(server).smtp("submission")) {
      Talk.starts("535 5.7.8", smtp.smtp(Talk.plain(login, "secret of john")));
      Talk.starts("235", smtp.smtp(Talk.plain(login, password("jane"))));
      Talk.starts("250", smtp.smtp("MAIL FROM:<" + address("jane") + ">"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + address("john") + ">"));
    }
    String quoted = '"' + login.replace("\\", "\\\\") + "\" ";
    try (Wire imap = new Talk(server).imap()) {
      Talk.starts(
          "NO [AUTHENTICATIONFAILED]",
          imap.imap("LOGIN " + quoted + "\"secret of john\"").getLast());
    }
    try (Wire imap = new Talk(server).imap()) {
      imap.done("LOGIN " + quoted + '"' + password("jane") + '"');
      imap.done("EXAMINE INBOX");
      String found = imap.done("SEARCH SUBJECT received").getFirst();
      assertEquals("* SEARCH 1 2", found.strip(), login);
    }
  }

  /// What others keep is shown, and refused to be changed with a reason.
  void isNotChangedFromHere() throws IOException, InterruptedException {
    String shown = server.api().call("GET", "/api/principal/jane", "");
    assertTrue(shown.contains(address("jane")), shown);
    var jane = new Untouched(server, directory, "jane", DOMAIN);
    jane.byAdministrators();
    jane.byThemselves(password("jane"));
  }

  /// While the directory is down everything that needs it fails for now, and the server says why.
  void waitsForTheDirectory() throws IOException, InterruptedException {
    try (Wire smtp = new Talk(server).smtp("smtp")) {
      Talk.starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      Talk.starts("451 4.4.3", smtp.smtp("RCPT TO:<" + address("jane") + ">"));
      Talk.starts("451 4.4.3", smtp.smtp("RCPT TO:<nobody@" + DOMAIN + ">"));
    }
    try (Wire smtp = new Talk(server).smtp("submission")) {
      Talk.starts("454 4.7.0", smtp.smtp(Talk.plain("jane", password("jane"))));
    }
    try (Wire imap = new Talk(server).imap()) {
      Talk.starts("NO [UNAVAILABLE]", imap.imap("LOGIN jane \"secret of jane\"").getLast());
    }
    String readiness = server.readiness();
    assertTrue(readiness.contains("directory " + directory + ": "), readiness);
    assertTrue(server.api().send("GET", "/api/domain", "").statusCode() == 200, "admin gets in");
  }

  /// When the directory is back the server is ready by itself.
  void heals() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (server.readiness().contains("directory " + directory)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(server.readiness());
      }
      LockSupport.parkNanos(PAUSE);
    }
    try (Wire smtp = new Talk(server).smtp("smtp")) {
      Talk.starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + address("jane") + ">"));
      Talk.data(smtp, "healed");
    }
    await("jane", "healed", 1);
  }

  /// Waits until so many messages with a subject are in somebody's inbox.
  private void await(String person, String subject, int count) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    try (Wire imap = new Talk(server).imap()) {
      imap.done("LOGIN " + person + " \"" + password(person) + "\"");
      while (true) {
        imap.done("EXAMINE INBOX");
        String found = imap.done("SEARCH SUBJECT " + subject).getFirst();
        if (found.split(" ").length - 2 >= count) {
          return;
        }
        if (System.nanoTime() > end) {
          throw new AssertionError(person + " has " + found + " of " + subject);
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}
