package org.mailkeep.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Cron;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// The settings of accounts and their mailboxes.
public final class MailboxSettings {
  /// Names in a path.
  public static final Setting<Integer> MAX_DEPTH =
      Setting.integer("jmap.mailbox.max-depth", 1, 100)
          .or(10)
          .onRestart()
          .says("How deep mailboxes may lie below each other.");

  /// Octets of a name.
  public static final Setting<Integer> MAX_NAME_LENGTH =
      Setting.integer("jmap.mailbox.max-name-length", 10, 255)
          .or(255)
          .onRestart()
          .says("Octets of one mailbox name in UTF-8.");

  /// Mailboxes of an account.
  public static final Setting<Integer> MAX_COUNT =
      Setting.integer("jmap.mailbox.max-count", 10, 100_000)
          .or(10_000)
          .onRestart()
          .says("Mailboxes that one account may have, and names that it may subscribe to.");

  /// Keywords of a message.
  public static final Setting<Integer> MAX_KEYWORDS =
      Setting.integer("jmap.email.max-keywords", 1, 1_000)
          .or(64)
          .onRestart()
          .says("Keywords that one message may have besides the system flags.");

  /// Characters of a keyword.
  public static final Setting<Integer> MAX_KEYWORD_LENGTH =
      Setting.integer("jmap.email.max-keyword-length", 16, 255)
          .or(128)
          .onRestart()
          .says("Characters of one keyword.");

  /// How far back the change log reaches.
  public static final Setting<Duration> CHANGE_HISTORY =
      Setting.duration("jmap.protocol.changes.max-history")
          .orText("30d")
          .says("How long changes are remembered; a client that was away longer reads all anew.");

  /// How long messages stay in Trash and Junk.
  public static final Setting<Optional<Duration>> AUTO_EXPUNGE =
      Setting.of("jmap.email.auto-expunge", ValueTypes.DURATION_TYPE.orNone())
          .formerly("email.auto-expunge")
          .or(Optional.of(Duration.ofDays(30)))
          .says(
              "How long messages stay in the mailboxes with the roles trash and junk before they"
                  + " are deleted; `false` for as long as their owner likes. It happens by the"
                  + " schedule of `jmap.account.purge.frequency`.");

  /// How long deleted messages can be restored.
  public static final Setting<Optional<Duration>> UNDELETE =
      Setting.of("storage.undelete.retention", ValueTypes.DURATION_TYPE.orNone())
          .formerly("enterprise.undelete-period")
          .or(Optional.empty())
          .onRestart()
          .says(
              "How long deleted messages are kept so that an administrator can restore them; they"
                  + " count for nobody's quota. `false` keeps none.");

  /// When accounts are purged.
  public static final Setting<Cron> PURGE =
      Setting.schedule("jmap.account.purge.frequency")
          .formerly("account.purge.frequency")
          .or(new Cron(0, OptionalInt.of(0), OptionalInt.empty()))
          .onRestart()
          .says(
              "When changes older than `jmap.protocol.changes.max-history` are forgotten, old"
                  + " messages go from trash and junk, deleted ones are given up that were kept for"
                  + " long enough, and what deleted mailboxes may have left is removed.");

  /// Accounts in the cache.
  public static final Setting<Integer> ACCOUNT_CACHE =
      Setting.integer("cache.account.size", 1, 10_000_000)
          .or(2048)
          .onRestart()
          .says("Accounts whose mailbox list and counters are kept in memory.");

  /// Mailboxes in the cache.
  public static final Setting<Integer> MAILBOX_CACHE =
      Setting.integer("cache.mailbox.size", 1, 10_000_000)
          .or(2048)
          .onRestart()
          .says("Mailboxes whose message index is kept in memory, about 16 octets a message.");

  /// Messages in the cache.
  public static final Setting<Long> INDEXED_MESSAGES =
      Setting.whole("cache.mailbox.messages", 10_000, 1_000_000_000)
          .or((long) StoredMailAccounts.Caches.MESSAGES)
          .onRestart()
          .says("Messages that the indexes kept in memory hold together.");

  /// Mailboxes in the cache of SORT and THREAD.
  public static final Setting<Integer> HEADER_CACHE =
      Setting.integer("cache.thread.size", 1, 10_000_000)
          .or(2048)
          .onRestart()
          .says("Mailboxes of which what SORT and THREAD compare is kept in memory.");

  /// Octets of that cache.
  public static final Setting<DataSize> HEADER_OCTETS =
      Setting.size("cache.thread.memory")
          .or(new DataSize(StoredMailAccounts.Caches.HEADER_OCTETS))
          .onRestart()
          .says(
              "Memory that what SORT and THREAD compare may take, about 150 octets a message; a"
                  + " mailbox for which it is too little is read at each command.");

  /// Name of the inbox is fixed; its subscription is not.
  public static final Setting<Boolean> INBOX_SUBSCRIBE = subscribe("inbox");

  /// Name of the drafts mailbox.
  public static final Setting<String> DRAFTS_NAME = name("drafts", "Drafts");

  /// Whether it is made.
  public static final Setting<Boolean> DRAFTS_CREATE = create("drafts");

  /// Whether it is subscribed.
  public static final Setting<Boolean> DRAFTS_SUBSCRIBE = subscribe("drafts");

  /// Name of the mailbox for sent messages.
  public static final Setting<String> SENT_NAME = name("sent", "Sent Items");

  /// Whether it is made.
  public static final Setting<Boolean> SENT_CREATE = create("sent");

  /// Whether it is subscribed.
  public static final Setting<Boolean> SENT_SUBSCRIBE = subscribe("sent");

  /// Name of the mailbox for unwanted mail.
  public static final Setting<String> JUNK_NAME = name("junk", "Junk Mail");

  /// Whether it is made.
  public static final Setting<Boolean> JUNK_CREATE = create("junk");

  /// Whether it is subscribed.
  public static final Setting<Boolean> JUNK_SUBSCRIBE = subscribe("junk");

  /// Name of the mailbox for deleted messages.
  public static final Setting<String> TRASH_NAME = name("trash", "Deleted Items");

  /// Whether it is made.
  public static final Setting<Boolean> TRASH_CREATE = create("trash");

  /// Whether it is subscribed.
  public static final Setting<Boolean> TRASH_SUBSCRIBE = subscribe("trash");

  /// Name of the archive.
  public static final Setting<String> ARCHIVE_NAME = name("archive", "Archive");

  /// Whether it is made.
  public static final Setting<Boolean> ARCHIVE_CREATE = create("archive");

  /// Whether it is subscribed.
  public static final Setting<Boolean> ARCHIVE_SUBSCRIBE = subscribe("archive");

  /// Checks that names of folders are names.
  public static final SettingRule FOLDER_NAMES = MailboxSettings::checkNames;

  private MailboxSettings() {}

  private static void checkNames(
      Configuration configuration, Consumer<ConfigurationProblem> problems) {
    MailboxLimits limits = limits(configuration);
    Set<String> seen = new HashSet<>();
    for (Folder folder : FOLDERS) {
      String name = configuration.get(folder.name());
      String problem = MailboxName.problem(MailboxName.split(name), limits);
      if (problem != null) {
        problems.accept(configuration.problem(problem, folder.name()));
      } else if (!seen.add(name) || name.equalsIgnoreCase(Mailbox.INBOX)) {
        problems.accept(configuration.problem("is another folder's name", folder.name()));
      }
    }
  }

  private static Setting<String> name(String id, String name) {
    return Setting.text("jmap.folders." + id + ".name")
        .or(name)
        .onRestart()
        .says("Name of the " + id + " mailbox that a new account gets.");
  }

  private static Setting<Boolean> create(String id) {
    return Setting.bool("jmap.folders." + id + ".create")
        .or(true)
        .onRestart()
        .says("Whether a new account gets the " + id + " mailbox.");
  }

  private static Setting<Boolean> subscribe(String id) {
    return Setting.bool("jmap.folders." + id + ".subscribe")
        .or(true)
        .onRestart()
        .says("Whether a new account is subscribed to its " + id + " mailbox.");
  }

  /// The limits that a configuration sets.
  public static MailboxLimits limits(Configuration configuration) {
    return new MailboxLimits(
        configuration.get(MAX_DEPTH),
        configuration.get(MAX_NAME_LENGTH),
        configuration.get(MAX_COUNT),
        configuration.get(MAX_KEYWORDS),
        configuration.get(MAX_KEYWORD_LENGTH),
        configuration.get(UNDELETE).isPresent());
  }

  /// What a configuration gives up at a time.
  public static PurgeTimes purgeTimes(Configuration configuration, Instant now) {
    return new PurgeTimes(
        now.minus(configuration.get(CHANGE_HISTORY)),
        configuration.get(AUTO_EXPUNGE).map(now::minus).orElse(Instant.MIN),
        configuration.get(UNDELETE).map(now::minus).orElse(now));
  }

  /// The mailboxes that a configuration gives to new accounts.
  public static List<DefaultFolder> folders(Configuration configuration) {
    List<DefaultFolder> folders = new ArrayList<>();
    folders.add(
        new DefaultFolder(Role.INBOX, Mailbox.INBOX, true, configuration.get(INBOX_SUBSCRIBE)));
    for (Folder folder : FOLDERS) {
      folders.add(
          new DefaultFolder(
              folder.role(),
              configuration.get(folder.name()),
              configuration.get(folder.create()),
              configuration.get(folder.subscribe())));
    }
    return folders;
  }

  /// The caches with the bounds that a configuration sets.
  public static StoredMailAccounts.Caches caches(
      Configuration configuration, Cache.Factory factory) {
    return new StoredMailAccounts.Caches(
        factory,
        accountCache(configuration),
        mailboxCache(configuration),
        configuration.get(INDEXED_MESSAGES),
        headerCache(configuration),
        configuration.get(HEADER_OCTETS).bytes());
  }

  private static Cache.Spec accountCache(Configuration configuration) {
    return new Cache.Spec("account", configuration.get(ACCOUNT_CACHE), null);
  }

  private static Cache.Spec headerCache(Configuration configuration) {
    return new Cache.Spec("thread", configuration.get(HEADER_CACHE), null);
  }

  private static Cache.Spec mailboxCache(Configuration configuration) {
    return new Cache.Spec("mailbox", configuration.get(MAILBOX_CACHE), null);
  }

  private record Folder(
      Role role, Setting<String> name, Setting<Boolean> create, Setting<Boolean> subscribe) {}

  private static final List<Folder> FOLDERS =
      List.of(
          new Folder(Role.DRAFTS, DRAFTS_NAME, DRAFTS_CREATE, DRAFTS_SUBSCRIBE),
          new Folder(Role.SENT, SENT_NAME, SENT_CREATE, SENT_SUBSCRIBE),
          new Folder(Role.JUNK, JUNK_NAME, JUNK_CREATE, JUNK_SUBSCRIBE),
          new Folder(Role.TRASH, TRASH_NAME, TRASH_CREATE, TRASH_SUBSCRIBE),
          new Folder(Role.ARCHIVE, ARCHIVE_NAME, ARCHIVE_CREATE, ARCHIVE_SUBSCRIBE));
}
