package org.mailkeep.store.api;

import java.util.List;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;

/// Keys of stores in older files that are taken and do nothing; the log says so at the start.
public final class LeftoverSettings {
  /// What a list in memory was.
  public static final Setting<String> FORMAT =
      Setting.text("store.<id>.format")
          .unsetMeans("nothing")
          .onRestart()
          .says("What older files call the kind of a list in memory; does nothing.");

  /// What was in it.
  public static final Setting<List<String>> VALUES =
      Setting.list("store.<id>.values", ValueTypes.TEXT)
          .unsetMeans("nothing")
          .onRestart()
          .says("What older files list in memory; does nothing.");

  /// How comments began.
  public static final Setting<String> COMMENT =
      Setting.text("store.<id>.comment")
          .unsetMeans("nothing")
          .onRestart()
          .says("How comments begin in what older files list in memory; does nothing.");

  /// What stood between a key and its value.
  public static final Setting<String> SEPARATOR =
      Setting.text("store.<id>.separator")
          .unsetMeans("nothing")
          .onRestart()
          .says("What parts key and value in what older files list in memory; does nothing.");

  private LeftoverSettings() {}
}
