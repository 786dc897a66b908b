package org.mailkeep.store.fs;

import java.nio.file.Path;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.store.api.StoreSettings;

/// `store.<id>.*` of folders of files.
public final class FsSettings {
  /// How deep folders lie.
  public static final Setting<Integer> DEPTH =
      Setting.integer("store.<id>.depth", 0, FsConfig.DEEPEST)
          .or(2)
          .onRestart()
          .says(
              "Levels of folders, 256 in each, among which the files of a store of type `fs` are"
                  + " spread. Must stay as it is once there are files.");

  /// What is asked about a folder.
  public static final Form FORM =
      Form.of("store", StoreSettings.Type.FS, Question.required(StoreSettings.PATH));

  /// A folder must be named.
  public static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : StoreSettings.enabled(configuration)) {
          if (StoreSettings.type(configuration, id) == StoreSettings.Type.FS) {
            FORM.check(configuration, id, problems);
          }
        }
      };

  private FsSettings() {}

  /// How a store is opened.
  ///
  /// @param id of a store of this type
  /// @param home the instance's folder
  public static FsConfig config(Configuration configuration, String id, Path home) {
    return new FsConfig(
        id, home.resolve(configuration.get(StoreSettings.PATH, id)), configuration.get(DEPTH, id));
  }
}
