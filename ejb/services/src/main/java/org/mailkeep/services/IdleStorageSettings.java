package org.mailkeep.services;

import java.util.List;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingDraft;
import org.mailkeep.settings.ValueTypes;

/// Settings beside those of stores that older files have and that do nothing here.
final class IdleStorageSettings {
  /// Whether mail is encrypted.
  static final Setting<Boolean> ENCRYPTION =
      idle(Setting.bool("storage.encryption.enable").formerly("jmap.encryption.enable"))
          .says("Whether accounts may have the mail encrypted that they get. Has no effect yet.");

  /// Whether drafts are.
  static final Setting<Boolean> ENCRYPTION_OF_DRAFTS =
      idle(Setting.bool("storage.encryption.append").formerly("jmap.encryption.append"))
          .says("Whether what accounts store themselves is encrypted, too. Has no effect yet.");

  /// What spam filters write.
  static final Setting<String> SPAM =
      idle(Setting.of("spam.header.is-spam", ValueTypes.ANY)
              .formerly("storage.spam.header")
              .formerly("jmap.spam.header"))
          .says(
              "The field of a header, such as `X-Spam-Status: Yes`, by which mail is filed as"
                  + " junk. Has no effect yet.");

  /// Which node this is.
  static final Setting<String> NODE =
      idle(Setting.of("cluster.node-id", ValueTypes.ANY)
              .formerly("storage.cluster.node-id")
              .formerly("jmap.cluster.node-id"))
          .says("What older files number the nodes of a cluster by; does nothing.");

  /// Who administers.
  static final Setting<String> ADMINISTRATORS =
      idle(Setting.text("management.directory"))
          .says(
              "What older files call the directory of those who administer; does nothing: that of"
                  + " `storage.directory` knows them.");

  /// Whom scripts know.
  static final Setting<String> SCRIPT_DIRECTORY =
      idle(Setting.text("sieve.trusted.default.directory"))
          .says("What older files call the directory that scripts ask; does nothing.");

  /// What scripts ask.
  static final Setting<String> SCRIPT_STORE =
      idle(Setting.text("sieve.trusted.default.store"))
          .says("What older files call the store that scripts ask; does nothing.");

  private static final List<Setting<?>> IDLE =
      List.of(
          ENCRYPTION,
          ENCRYPTION_OF_DRAFTS,
          SPAM,
          NODE,
          ADMINISTRATORS,
          SCRIPT_DIRECTORY,
          SCRIPT_STORE);

  private IdleStorageSettings() {}

  private static <T> SettingDraft<T> idle(SettingDraft<T> draft) {
    return draft.unsetMeans("nothing").onRestart();
  }

  /// A line on each.
  static List<String> of(Configuration configuration) {
    return IDLE.stream()
        .filter(configuration::isSet)
        .map(setting -> setting.key() + " does nothing")
        .toList();
  }
}
