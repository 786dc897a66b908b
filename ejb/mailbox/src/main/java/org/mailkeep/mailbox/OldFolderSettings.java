package org.mailkeep.mailbox;

import java.util.List;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingDraft;
import org.mailkeep.settings.ValueTypes;

/// Settings of folders that other versions have and that do nothing here.
public final class OldFolderSettings {
  /// Name of the inbox.
  public static final Setting<String> INBOX_NAME =
      idle(Setting.text("jmap.folders.inbox.name"))
          .says("What other versions call the inbox; IMAP calls it INBOX, so it does nothing.");

  /// Whether there is an inbox.
  public static final Setting<Boolean> INBOX_CREATE =
      idle(Setting.bool("jmap.folders.inbox.create"))
          .says("Whether other versions make the inbox; there always is one, so it does nothing.");

  /// Whether there are shared folders.
  public static final Setting<Boolean> SHARED_CREATE =
      idle(Setting.bool("jmap.folders.shared.create"))
          .says(
              "Whether other versions make the folder above shared ones; it is there when somebody"
                  + " shares, so it does nothing.");

  /// Whether they are subscribed.
  public static final Setting<Boolean> SHARED_SUBSCRIBE =
      idle(Setting.bool("jmap.folders.shared.subscribe"))
          .says("Whether other versions subscribe the folder above shared ones; does nothing.");

  /// Other names of the inbox.
  public static final Setting<List<String>> INBOX_ALIASES = aliases("inbox");

  /// Other names of the drafts mailbox.
  public static final Setting<List<String>> DRAFTS_ALIASES = aliases("drafts");

  /// Other names of the mailbox for sent messages.
  public static final Setting<List<String>> SENT_ALIASES = aliases("sent");

  /// Other names of the mailbox for unwanted mail.
  public static final Setting<List<String>> JUNK_ALIASES = aliases("junk");

  /// Other names of the mailbox for deleted messages.
  public static final Setting<List<String>> TRASH_ALIASES = aliases("trash");

  /// Other names of the archive.
  public static final Setting<List<String>> ARCHIVE_ALIASES = aliases("archive");

  /// Other names of the folder above shared ones.
  public static final Setting<List<String>> SHARED_ALIASES = aliases("shared");

  /// All of them.
  public static final List<Setting<?>> IDLE =
      List.of(
          INBOX_NAME,
          INBOX_CREATE,
          SHARED_CREATE,
          SHARED_SUBSCRIBE,
          INBOX_ALIASES,
          DRAFTS_ALIASES,
          SENT_ALIASES,
          JUNK_ALIASES,
          TRASH_ALIASES,
          ARCHIVE_ALIASES,
          SHARED_ALIASES);

  private OldFolderSettings() {}

  private static Setting<List<String>> aliases(String id) {
    return idle(Setting.list("jmap.folders." + id + ".aliases", ValueTypes.TEXT))
        .says("Other names that other versions know the " + id + " mailbox by; does nothing.");
  }

  private static <T> SettingDraft<T> idle(SettingDraft<T> draft) {
    return draft.unsetMeans("nothing").onRestart();
  }
}
