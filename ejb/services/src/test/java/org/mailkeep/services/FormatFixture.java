package org.mailkeep.services;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.mailkeep.caches.Caches;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.FlagChange;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.QueueLease;
import org.mailkeep.queue.QueueLimits;
import org.mailkeep.queue.QueuePorts;
import org.mailkeep.queue.QueueRules;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.ReportRules;
import org.mailkeep.queue.Schedule;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.moving.Export;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.memory.MemoryBackend;

/// What a server of format 1 stored: two accounts, mailboxes, flags, messages from 1 KiB to 200
/// KiB, mail on its way. The files beside this class's test were written by it, once, before any
/// later format was; they stay as they are, whatever becomes of this class.
final class FormatFixture implements AutoCloseable {
  static final String PASSWORD = "first format of all";

  private static final QueueRules RULES =
      new QueueRules(
          new Schedule(
              List.of(Duration.ofMinutes(2)), List.of(Duration.ofDays(1)), Duration.ofDays(5)),
          new ReportRules(
              DomainName.of("mx.example.org"),
              "Mail Delivery Subsystem",
              Address.of("mailer-daemon@example.org"),
              new DataSize(1 << 20)));

  final MailFixture mail;
  final InternalDirectory directory;
  final StoredQueue queue;
  private final Caches caches = new Caches();
  private final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());

  /// @param backend closed with this
  FormatFixture(DataBackend backend) {
    mail = new MailFixture(backend);
    Upgrades.SCHEMA.open(mail.store, "fixture", mail.clock);
    directory =
        new InternalDirectory(
            mail.store,
            new InternalDirectory.Parts(
                passwords,
                new PasswordRules(8, 128),
                Addressing.STANDARD,
                DirectorySettings.caches(
                    Configuration.of("", DirectorySettings.class, StoreSettings.class)),
                100),
            caches,
            new InternalDirectory.World(mail.clock, Chance.secure()),
            mail.events::add);
    var ports =
        new QueuePorts(
            mail.store,
            mail.blobs,
            _ -> {
              throw new IllegalStateException("nothing is delivered");
            },
            QueueLease.ALONE,
            mail.events::add,
            mail.clock,
            Chance.secure(),
            Thread.ofVirtual().factory(),
            false);
    queue =
        new StoredQueue(ports, new QueueLimits(8, 8, 2, new DataSize(1 << 20), 1000), () -> RULES);
  }

  /// `folder`: writes both files.
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    var movable = new MovableBackend(new MemoryBackend(), Duration.ofSeconds(10));
    try (var fixture = new FormatFixture(movable);
        OutputStream out = Files.newOutputStream(folder.resolve("format-1.archive"))) {
      fixture.fill();
      Export.run(
          new Export.Source(movable, fixture.mail.blobs, fixture.mail.clock),
          MoveRules.DEFAULT,
          Progress.UNWATCHED,
          out);
    }
    Path file = Files.createTempDirectory("format").resolve("mail.sqlite");
    try (var fixture = new FormatFixture(FirstFormatTest.sqlite(file))) {
      fixture.fill();
    }
    try (var out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("format-1.sqlite.gz")))) {
      Files.copy(file, out);
    }
  }

  private void fill() throws IOException {
    done(directory.createDomain(DomainName.of("example.org"), "of the first format"));
    AccountId jane = account("jane", "Jane Doe", 1L << 30, "jane@example.org", "j@example.org");
    AccountId joe = account("joe", "Joe Ünal", 0, "joe@example.org");
    MailAccount mailbox = mail.open(jane.value());
    var inbox = MailFixture.inbox(mailbox);
    var projects = ((MailboxResult.Done) mailbox.create("Projects/2026", null)).mailbox().id();
    mailbox.subscribe("Projects/2026");
    mail.file(mailbox, inbox, "to be gone");
    mailbox.expunge(inbox, destroyed(mailbox));
    mail.clock.pass(Duration.ofMinutes(1));
    mail.file(
        mailbox,
        inbox,
        text("small", 1_024),
        Flags.of(Set.of(SystemFlag.SEEN, SystemFlag.FLAGGED), List.of("$Forwarded")));
    mail.file(mailbox, inbox, text("medium", 20_000), Flags.NONE);
    mail.file(mailbox, inbox, text("large", 200_000), Flags.of(SystemFlag.ANSWERED));
    mailbox.copy(inbox, UidSet.of(2), projects);
    MailAccount other = mail.open(joe.value());
    mail.file(other, MailFixture.inbox(other), text("grüße", 1_500), Flags.of(SystemFlag.DRAFT));
    var envelope =
        new Envelope(
            Address.of("jane@example.org"),
            List.of(
                Recipient.of(Address.of("far@example.net")),
                Recipient.of(Address.of("away@example.com"))),
            mail.clock.instant(),
            jane,
            new MailOptions(
                MailOptions.Body.EIGHT_BIT, true, MailOptions.Returns.HEADERS, "id+3D"));
    queue.enqueue(queue.nextId(), staged(text("travelling", 2_000)), envelope);
  }

  private UidSet destroyed(MailAccount account) {
    UidSet first = UidSet.of(1);
    account.store(
        MailFixture.inbox(account),
        first,
        new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED)),
        Long.MAX_VALUE);
    return first;
  }

  private AccountId account(String login, String name, long quota, String... addresses) {
    List<Claim> claims = new ArrayList<>();
    for (String address : addresses) {
      claims.add(Claim.parse(address).orElseThrow());
    }
    return done(directory.create(
            new PrincipalDraft(
                login,
                name,
                claims,
                quota == 0 ? Account.Quota.UNLIMITED : Account.Quota.ofBytes(quota),
                Set.of("user"),
                true,
                List.of(passwords.hash(PASSWORD)))))
        .account()
        .id();
  }

  private StagedBlob staged(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    try (BlobStore.Sink sink = mail.blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return sink.finish();
    }
  }

  /// A message of so many octets, in lines that are numbered.
  static String text(String name, int octets) {
    var text = new StringBuilder();
    text.append("From: Jane Doe <jane@example.org>\r\nTo: joe@example.org\r\nSubject: ");
    text.append(name).append("\r\nMessage-ID: <").append(octets).append("@example.org>\r\n");
    text.append("Date: Sun, 22 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\n");
    text.append("Content-Type: text/plain; charset=utf-8\r\n");
    text.append("Content-Transfer-Encoding: 8bit\r\n\r\n");
    int line = 0;
    while (size(text) < octets - 60) {
      text.append("line ").append(++line).append(" of the message ").append(name).append("\r\n");
    }
    while (size(text) < octets - 2) {
      text.append('.');
    }
    return text.append("\r\n").toString();
  }

  private static int size(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static <T> T done(Change<T> change) {
    if (change instanceof Change.Done<T>(T value)) {
      return value;
    }
    throw new IllegalStateException(change.toString());
  }

  @Override
  public void close() {
    queue.close();
    caches.close();
    passwords.close();
    mail.close();
  }
}
