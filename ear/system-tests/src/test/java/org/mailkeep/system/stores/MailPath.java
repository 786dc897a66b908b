package org.mailkeep.system.stores;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.system.MailServer;

/// What a message goes through.
///
/// @param server which runs
record MailPath(MailServer server) {
  private static final String ADDRESS = "jane@stores.example";
  private static final String PASSWORD = "s3cret of jane";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /// Octets of a message that does not fit one part of a stored blob.
  private static final int LARGE = 300_000;

  /// Makes the account that mail goes to.
  void makeAccount() throws IOException, InterruptedException {
    server.api().createDomain("stores.example");
    server.api().createAccount(ADDRESS, PASSWORD);
  }

  /// Sends a small and a large message by SMTP and waits until IMAP has them, one after the other.
  void deliver(String subject, int before) throws IOException {
    try (var smtp = new Conversation(server.port("smtp"))) {
      smtp.smtp("250", "EHLO client.example.net");
      send(smtp, subject + "-small", "A line of text.\r\n");
      awaitMessages(before + 1);
      send(smtp, subject + "-large", "A line of text.\r\n".repeat(LARGE / 17));
    }
    awaitMessages(before + 2);
  }

  /// All that the inbox holds.
  String inbox() throws IOException {
    try (var imap = new Conversation(server.port("imap"))) {
      imap.imap("LOGIN " + ADDRESS + " \"" + PASSWORD + "\"");
      imap.imap("EXAMINE INBOX");
      return imap.imap("UID FETCH 1:* (RFC822.SIZE BODY.PEEK[])");
    }
  }

  /// What a search in the inbox answers.
  String search(String keys) throws IOException {
    try (var imap = new Conversation(server.port("imap"))) {
      imap.imap("LOGIN " + ADDRESS + " \"" + PASSWORD + "\"");
      imap.imap("EXAMINE INBOX");
      return imap.imap("SEARCH " + keys).strip();
    }
  }

  /// Marks a message, by its UID, and expunges it.
  void expunge(int uid) throws IOException {
    try (var imap = new Conversation(server.port("imap"))) {
      imap.imap("LOGIN " + ADDRESS + " \"" + PASSWORD + "\"");
      imap.imap("SELECT INBOX");
      imap.imap("UID STORE " + uid + " +FLAGS (\\Deleted)");
      imap.imap("EXPUNGE");
    }
  }

  /// Reads the inbox at a time when nobody can say whether that succeeds.
  void tryInbox() {
    try {
      inbox();
    } catch (IOException | AssertionError e) {
      System.getLogger(MailPath.class.getName()).log(System.Logger.Level.DEBUG, "refused", e);
    }
  }

  private void awaitMessages(int count) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    try (var imap = new Conversation(server.port("imap"))) {
      imap.imap("LOGIN " + ADDRESS + " \"" + PASSWORD + "\"");
      while (!imap.imap("STATUS INBOX (MESSAGES)").contains("(MESSAGES " + count + ")")) {
        if (System.nanoTime() > end) {
          throw new AssertionError("no " + count + " messages: " + server.log());
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private static void send(Conversation smtp, String subject, String body) throws IOException {
    smtp.smtp("250", "MAIL FROM:<joe@example.net>");
    smtp.smtp("250", "RCPT TO:<" + ADDRESS + ">");
    smtp.smtp("354", "DATA");
    smtp.smtp("250", "Subject: " + subject + "\r\n\r\n" + body + ".");
  }
}
