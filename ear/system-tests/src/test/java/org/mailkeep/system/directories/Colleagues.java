package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// What people whose accounts are on another mail server do with ours, and what others try.
///
/// `jane` and `john` have accounts there with an address of this name in the domain; their
/// passwords are `secret of jane` and `secret of john`.
///
/// @param server which runs
/// @param directory the id of the directory
/// @param domain of their addresses
record Colleagues(MailServer server, String directory, String domain) {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  String jane() {
    return "jane@" + domain;
  }

  String john() {
    return "john@" + domain;
  }

  /// Mail comes in for those who are there; nobody else is taken.
  void receive() throws IOException {
    take("received");
    await(jane(), "received");
    await(john(), "received");
  }

  /// Mail comes in, and nobody looks whether it has arrived.
  void take(String subject) throws IOException {
    try (Wire smtp = new Talk(server).smtp("smtp")) {
      Talk.starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + jane() + ">"));
      Talk.starts("250", smtp.smtp("RCPT TO:<john+shop@" + domain + ">"));
      Talk.starts("550 5.1.1", smtp.smtp("RCPT TO:<nobody@" + domain + ">"));
      Talk.starts("550 5.7.1", smtp.smtp("RCPT TO:<jane@elsewhere.example>"));
      Talk.data(smtp, subject);
    }
  }

  /// Jane submits mail to John after she has logged in, and not before.
  void submit() throws IOException {
    try (Wire smtp = new Talk(server).smtp("submission")) {
      Talk.starts("530", smtp.smtp("MAIL FROM:<" + jane() + ">"));
      Talk.starts("535 5.7.8", smtp.smtp(Talk.plain(jane(), "secret of john")));
      Talk.starts("535 5.7.8", smtp.smtp(Talk.plain("nobody", "secret of nobody")));
      Talk.starts("235", smtp.smtp(Talk.plain("jane", "secret of jane")));
      Talk.starts("5", smtp.smtp("MAIL FROM:<" + john() + ">"));
      Talk.starts("250", smtp.smtp("MAIL FROM:<" + jane() + ">"));
      Talk.starts("250", smtp.smtp("RCPT TO:<" + john() + ">"));
      Talk.data(smtp, "submitted");
    }
    await("john", "submitted");
  }

  /// Wrong passwords, unknown names and other domains do not get in.
  void areNotMistaken() throws IOException {
    refused(
        List.of(
            "jane \"secret of john\"",
            "nobody \"secret of nobody\"",
            "jane@elsewhere.example \"secret of jane\"",
            "jane \"\""));
  }

  /// These do not get in by IMAP.
  ///
  /// @param logins each a name and a password as LOGIN takes them
  void refused(List<String> logins) throws IOException {
    for (String login : logins) {
      try (Wire imap = new Talk(server).imap()) {
        Talk.starts("NO [AUTHENTICATIONFAILED]", imap.imap("LOGIN " + login).getLast());
      }
    }
  }

  /// What the other server keeps is not changed from here.
  void stayAsTheyAre() throws IOException, InterruptedException {
    var jane = new Untouched(server, directory, jane(), domain);
    jane.byAdministrators();
    jane.byThemselves("secret of jane");
  }

  /// While the other server is down everything that needs it fails for now, and ours says why.
  void waitForTheServer() throws IOException, InterruptedException {
    try (Wire smtp = new Talk(server).smtp("smtp")) {
      Talk.starts("250", smtp.smtp("MAIL FROM:<joe@example.net>"));
      Talk.starts("451 4.4.3", smtp.smtp("RCPT TO:<" + jane() + ">"));
    }
    try (Wire smtp = new Talk(server).smtp("submission")) {
      Talk.starts("454 4.7.0", smtp.smtp(Talk.plain(jane(), "secret of jane")));
    }
    try (Wire imap = new Talk(server).imap()) {
      Talk.starts("NO [UNAVAILABLE]", imap.imap("LOGIN jane \"secret of jane\"").getLast());
    }
    String readiness = server.readiness();
    assertTrue(readiness.contains("directory " + directory + ": "), readiness);
  }

  /// When it is back ours is ready by itself.
  void areBack() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (server.readiness().contains("directory " + directory)) {
      assertTrue(System.nanoTime() < end, server.readiness());
      LockSupport.parkNanos(PAUSE);
    }
    take("healed");
    await(jane(), "healed");
  }

  /// Waits until a message with a subject is in somebody's inbox.
  private void await(String login, String subject) throws IOException {
    await(login, "secret of " + login.replaceFirst("@.*", ""), subject);
  }

  /// Waits until a message with a subject is in somebody's inbox.
  void await(String login, String password, String subject) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    try (Wire imap = new Talk(server).imap()) {
      imap.done("LOGIN \"" + login + "\" \"" + password + "\"");
      while (true) {
        imap.done("EXAMINE INBOX");
        if (!imap.done("SEARCH SUBJECT " + subject).getFirst().strip().equals("* SEARCH")) {
          return;
        }
        assertTrue(System.nanoTime() < end, login + " has no " + subject);
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /// What a login for submission is answered.
  String login(String name, String password) throws IOException {
    try (Wire smtp = new Talk(server).smtp("submission")) {
      return smtp.smtp(Talk.plain(name, password));
    }
  }
}
