package org.mailkeep.telemetry;

import java.nio.file.Path;
import java.util.List;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// `tracer.<id>.*`: the logs. When a file declares none, there is one at level `info` in the
/// instance's folder `logs`.
public final class TelemetrySettings {

  /// What it writes to.
  public static final Setting<LogSettings.Kind> TYPE =
      Setting.choice("tracer.<id>.type", LogSettings.Kind.class)
          .or(LogSettings.Kind.LOG)
          .says("What the tracer writes to: files of its own, or the application server's log.");

  /// Whether it writes.
  public static final Setting<Boolean> ENABLE =
      Setting.bool("tracer.<id>.enable").or(true).says("Whether the tracer writes.");

  /// Which events it writes.
  public static final Setting<Level> LEVEL =
      Setting.choice("tracer.<id>.level", Level.class)
          .or(Level.INFO)
          .says("Events of this level and more important ones are written.");

  /// Where its files lie.
  public static final Setting<Path> PATH =
      Setting.path("tracer.<id>.path")
          .or(Path.of("logs"))
          .says("Folder of the log files; a relative one starts at the instance's folder.");

  /// How its files are called.
  public static final Setting<String> PREFIX =
      Setting.text("tracer.<id>.prefix").or("mailkeep").says("How the files' names begin.");

  /// When a new file begins.
  public static final Setting<LogSettings.Rotate> ROTATE =
      Setting.choice("tracer.<id>.rotate", LogSettings.Rotate.class)
          .or(LogSettings.Rotate.DAILY)
          .says("When a new file begins.");

  /// How large a file gets.
  public static final Setting<DataSize> MAX_SIZE =
      Setting.size("tracer.<id>.max-size")
          .orText("100m")
          .says("Size at which a new file begins, whatever the time.");

  /// How many old files stay.
  public static final Setting<Integer> KEEP =
      Setting.integer("tracer.<id>.keep", 0, 10_000)
          .or(14)
          .says("How many older files stay; the oldest go first.");

  private TelemetrySettings() {}

  /// The logs to keep.
  ///
  /// @param instance the folder where relative paths start
  public static List<LogSettings> logs(Configuration configuration, Path instance) {
    var ids = configuration.ids("tracer");
    if (ids.isEmpty()) {
      return List.of(
          new LogSettings(
              LogSettings.Kind.LOG,
              Level.INFO,
              instance.resolve("logs"),
              "mailkeep",
              LogSettings.Rotate.DAILY,
              100L << 20,
              14));
    }
    return ids.stream()
        .filter(id -> configuration.get(ENABLE, id))
        .map(id -> log(configuration, instance, id))
        .toList();
  }

  private static LogSettings log(Configuration configuration, Path instance, String id) {
    return new LogSettings(
        configuration.get(TYPE, id),
        configuration.get(LEVEL, id),
        instance.resolve(configuration.get(PATH, id)),
        configuration.get(PREFIX, id),
        configuration.get(ROTATE, id),
        configuration.get(MAX_SIZE, id).bytes(),
        configuration.get(KEEP, id));
  }
}
