package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// The settings of accounts and their mailboxes.
public final class MailboxSettings {
  /// Names in a path.
  public static final Setting<Integer> MAX_DEPTH =
      Setting.integer("jmap.mailbox.max-depth", 1, 100)
          .or(10)
          .says("How deep mailboxes may lie below each other.");

  /// Octets of a name.
  public static final Setting<Integer> MAX_NAME_LENGTH =
      Setting.integer("jmap.mailbox.max-name-length", 10, 255)
          .or(255)
          .says("Octets of one mailbox name in UTF-8.");

  /// Mailboxes of an account.
  public static final Setting<Integer> MAX_COUNT =
      Setting.integer("jmap.mailbox.max-count", 10, 100_000)
          .or(10_000)
          .says("Mailboxes that one account may have, and names that it may subscribe to.");

  /// Keywords of a message.
  public static final Setting<Integer> MAX_KEYWORDS =
      Setting.integer("jmap.email.max-keywords", 1, 1_000)
          .or(64)
          .says("Keywords that one message may have besides the system flags.");

  /// Characters of a keyword.
  public static final Setting<Integer> MAX_KEYWORD_LENGTH =
      Setting.integer("jmap.email.max-keyword-length", 16, 255)
          .or(128)
          .says("Characters of one keyword.");

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
          .says("Mailboxes whose message index is kept in memory, about 40 octets a message.");

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

  private MailboxSettings() {}

  private static Setting<String> name(String id, String name) {
    return Setting.text("jmap.folders." + id + ".name")
        .or(name)
        .says("Name of the " + id + " mailbox that a new account gets.");
  }

  private static Setting<Boolean> create(String id) {
    return Setting.bool("jmap.folders." + id + ".create")
        .or(true)
        .says("Whether a new account gets the " + id + " mailbox.");
  }

  private static Setting<Boolean> subscribe(String id) {
    return Setting.bool("jmap.folders." + id + ".subscribe")
        .or(true)
        .says("Whether a new account is subscribed to its " + id + " mailbox.");
  }

  /// The limits that a configuration sets.
  public static MailboxLimits limits(Configuration configuration) {
    return new MailboxLimits(
        configuration.get(MAX_DEPTH),
        configuration.get(MAX_NAME_LENGTH),
        configuration.get(MAX_COUNT),
        configuration.get(MAX_KEYWORDS),
        configuration.get(MAX_KEYWORD_LENGTH));
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

  /// The bounds of the caches that a configuration sets: of accounts.
  public static Cache.Spec accountCache(Configuration configuration) {
    return new Cache.Spec("account", configuration.get(ACCOUNT_CACHE), null);
  }

  /// The bounds of the caches that a configuration sets: of mailboxes.
  public static Cache.Spec mailboxCache(Configuration configuration) {
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
