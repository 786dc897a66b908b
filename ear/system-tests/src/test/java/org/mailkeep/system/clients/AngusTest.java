package org.mailkeep.system.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SubjectTerm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;

/// Angus Mail, the usual implementation of Jakarta Mail, by IMAP and POP3.
@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class AngusTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  private static Session session(String protocol) {
    Properties properties = new Properties();
    properties.setProperty("mail." + protocol + ".ssl.trust", "localhost");
    properties.setProperty("mail." + protocol + ".timeout", "60000");
    return Session.getInstance(properties);
  }

  private static Store store(Mailbox jane, String protocol) throws MessagingException {
    Store store = session(protocol).getStore(protocol);
    int port = jane.server().port(protocol);
    store.connect("localhost", port, jane.address(), jane.password());
    return store;
  }

  private static Folder open(Store store, String name) throws MessagingException {
    Folder opened = store.getFolder(name);
    opened.open(Folder.READ_WRITE);
    return opened;
  }

  private static Message message(String subject) {
    try {
      MimeMessage message = new MimeMessage(session("imaps"));
      message.setFrom("a@example.org");
      message.setSubject(subject, "UTF-8");
      message.setText("Hello " + subject, "UTF-8");
      return message;
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static void file(Store store, String... subjects) throws MessagingException {
    store
        .getFolder("INBOX")
        .appendMessages(Stream.of(subjects).map(AngusTest::message).toArray(Message[]::new));
  }

  @Test
  void findsCopiesAndExpungesByImap(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "angus", folder);
    try (Store store = store(jane, "imaps")) {
      file(store, "one", "tw\u00f6", "three");
      Folder inbox = open(store, "INBOX");
      assertEquals(3, inbox.getMessageCount());
      inbox.getMessage(1).setFlag(Flags.Flag.SEEN, true);
      Message[] found =
          inbox.search(
              new AndTerm(
                  new SubjectTerm("tw\u00f6"), new FlagTerm(new Flags(Flags.Flag.SEEN), false)));
      assertEquals(List.of("tw\u00f6"), subjects(found));
      Folder kept = store.getFolder("Kept");
      assertTrue(kept.create(Folder.HOLDS_MESSAGES | Folder.HOLDS_FOLDERS));
      inbox.copyMessages(found, kept);
      found[0].setFlag(Flags.Flag.DELETED, true);
      assertEquals(1, inbox.expunge().length);
      assertEquals(List.of("one", "three"), subjects(inbox.getMessages()));
      kept.open(Folder.READ_ONLY);
      assertEquals("Hello tw\u00f6", String.valueOf(kept.getMessage(1).getContent()).strip());
      List<String> names =
          Arrays.stream(store.getDefaultFolder().list()).map(Folder::getName).toList();
      assertTrue(names.containsAll(List.of("INBOX", "Kept")), names.toString());
    }
  }

  private static List<String> subjects(Message[] messages) throws MessagingException {
    String[] subjects = new String[messages.length];
    for (int i = 0; i < messages.length; i++) {
      subjects[i] = messages[i].getSubject();
    }
    return List.of(subjects);
  }

  @Test
  void hearsOfNewMailInIdle(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "angus-idle", folder);
    try (Store store = store(jane, "imaps");
        Store other = store(jane, "imaps")) {
      IMAPFolder inbox = (IMAPFolder) open(store, "INBOX");
      CompletableFuture<Integer> added = new CompletableFuture<>();
      inbox.addMessageCountListener(
          new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
              added.complete(event.getMessages().length);
            }
          });
      CompletableFuture<Void> idling =
          CompletableFuture.runAsync(() -> {
            try {
              inbox.idle(true);
            } catch (MessagingException e) {
              throw new AssertionError(e);
            }
          });
      file(other, "pushed");
      assertEquals(1, added.get(SOON.toSeconds(), TimeUnit.SECONDS));
      idling.get(SOON.toSeconds(), TimeUnit.SECONDS);
      assertEquals("pushed", inbox.getMessage(1).getSubject());
    }
  }

  @Test
  void fetchesAndRemovesByPop3(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "angus-pop", folder);
    try (Store imap = store(jane, "imaps")) {
      file(imap, "one", "two");
    }
    try (Store store = store(jane, "pop3s")) {
      POP3Folder inbox = (POP3Folder) open(store, "INBOX");
      assertEquals(List.of("one", "two"), subjects(inbox.getMessages()));
      assertNotEquals(inbox.getUID(inbox.getMessage(1)), inbox.getUID(inbox.getMessage(2)));
      assertEquals("Hello two", String.valueOf(inbox.getMessage(2).getContent()).strip());
      inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
      inbox.close(true);
    }
    try (Store imap = store(jane, "imaps")) {
      assertEquals(List.of("two"), subjects(open(imap, "INBOX").getMessages()));
    }
  }
}
