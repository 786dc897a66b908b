package org.mailkeep.mailbox.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.mailbox.DefaultFolder;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailBackend;
import org.mailkeep.mailbox.MailboxLimits;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.mailbox.StoredMailAccounts;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.Event;

/// Mail in a store, with a clock that stands, quota that tests set, and events that they read.
public final class MailFixture implements AutoCloseable {
  /// What an account gets.
  public static final List<DefaultFolder> FOLDERS =
      List.of(
          new DefaultFolder(Role.INBOX, "INBOX", true, true),
          new DefaultFolder(Role.DRAFTS, "Drafts", true, true),
          new DefaultFolder(Role.SENT, "Sent Items", true, true),
          new DefaultFolder(Role.JUNK, "Junk Mail", true, true),
          new DefaultFolder(Role.TRASH, "Deleted Items", true, true),
          new DefaultFolder(Role.ARCHIVE, "Archive", false, true));

  /// Fails when a test wants.
  public final FailingBackend failing;

  /// Counts.
  public final CountingBackend counting;

  public final DataStore store;
  public final BlobStore blobs;
  public final TestClock clock;

  /// Limits of accounts; others have none.
  public final ConcurrentHashMap<AccountId, Quota.Limits> quota = new ConcurrentHashMap<>();

  /// Whether nobody knows the limits.
  public final AtomicBoolean quotaUnknown = new AtomicBoolean();

  /// What was emitted.
  public final List<Event> events = new CopyOnWriteArrayList<>();

  public final StoredMailAccounts accounts;

  private final MailboxLimits limits;

  /// With the usual limits.
  ///
  /// @param backend closed with this
  public MailFixture(DataBackend backend) {
    this(backend, MailboxLimits.DEFAULT);
  }

  /// @param backend closed with this
  public MailFixture(DataBackend backend, MailboxLimits limits) {
    this.limits = limits;
    failing = new FailingBackend(backend);
    counting = new CountingBackend(failing);
    store = new DataStore(counting);
    clock = new TestClock();
    blobs = new DataBlobStore(store, BlobLimits.DEFAULT, Chance.secure(), clock);
    accounts = newNode();
  }

  /// The same store from another node, which hears of what this one commits, and tells it.
  public MailFixture otherNode() {
    MailFixture other = new MailFixture(this);
    accounts.announce(other.accounts::changedElsewhere);
    other.accounts.announce(accounts::changedElsewhere);
    return other;
  }

  private MailFixture(MailFixture first) {
    limits = first.limits;
    failing = first.failing;
    counting = first.counting;
    store = first.store;
    blobs = first.blobs;
    clock = first.clock;
    accounts = newNode();
  }

  /// Another view of the same store, with caches of its own, as another node has it.
  public StoredMailAccounts newNode() {
    MailBackend mail =
        new MailBackend(store, blobs, limits, MimeLimits.DEFAULT, this::limits, clock, events::add);
    var caches =
        new StoredMailAccounts.Caches(
            new MapCaches(),
            new Cache.Spec("account", 100, null),
            new Cache.Spec("mailbox", 100, null));
    return new StoredMailAccounts(mail, caches, FOLDERS);
  }

  private Quota.Limits limits(AccountId account) {
    if (quotaUnknown.get()) {
      throw new StoreException.Unavailable("nobody knows the quota, as a test wants");
    }
    return quota.getOrDefault(account, Quota.Limits.NONE);
  }

  /// The usual limits, of a server that keeps deleted messages for a while.
  public static MailboxLimits keeping() {
    MailboxLimits usual = MailboxLimits.DEFAULT;
    return new MailboxLimits(
        usual.depth(),
        usual.nameLength(),
        usual.mailboxes(),
        usual.keywords(),
        usual.keywordLength(),
        true);
  }

  /// Opens an account.
  public MailAccount open(long id) {
    return accounts.open(new AccountId(id));
  }

  /// The inbox of an account.
  public static MailboxId inbox(MailAccount account) {
    return account.withRole(Role.INBOX).orElseThrow().id();
  }

  /// A message with a subject and a Message-ID.
  public static String text(String id, String subject) {
    return "From: Jane <jane@example.org>\r\nTo: joe@example.org\r\nSubject: "
        + subject
        + "\r\nMessage-ID: <"
        + id
        + "@example.org>\r\n\r\nHello "
        + id
        + "\r\n";
  }

  /// A message ready to be filed.
  public NewMessage message(MailboxId mailbox, String text, Flags flags) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return new NewMessage(
          mailbox,
          new Content.Staged(sink.finish()),
          MessageReader.read(octets, MimeLimits.DEFAULT),
          flags,
          Instant.parse("2026-11-22T10:00:00Z"));
    }
  }

  /// Files a message.
  public FilingResult.Message file(MailAccount account, MailboxId mailbox, String id) {
    return file(account, mailbox, text(id, "Subject of " + id), Flags.NONE);
  }

  /// Files a message.
  public FilingResult.Message file(
      MailAccount account, MailboxId mailbox, String text, Flags flags) {
    FilingResult result = account.file(List.of(message(mailbox, text, flags)), Settlement.NONE);
    if (result instanceof FilingResult.Filed(var messages)) {
      return messages.getFirst();
    }
    throw new AssertionError(result);
  }

  @Override
  public void close() {
    counting.close();
  }
}
