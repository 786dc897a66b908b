package org.mailkeep.mime;

import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// The settings of reading messages.
public final class MimeSettings {
  /// How deep parts nest.
  public static final Setting<Integer> MAX_DEPTH =
      Setting.integer("message.limits.depth", 1, 100)
          .or(MimeLimits.DEFAULT.depth())
          .onRestart()
          .says("How deep parts of a message may nest; deeper ones are one opaque part.");

  /// How many parts.
  public static final Setting<Integer> MAX_PARTS =
      Setting.integer("message.limits.parts", 1, 10_000)
          .or(MimeLimits.DEFAULT.parts())
          .onRestart()
          .says("Parts of a message that are noted; later ones cannot be asked for alone.");

  /// How many fields.
  public static final Setting<Integer> MAX_HEADER_FIELDS =
      Setting.integer("message.limits.header-fields", 10, 100_000)
          .or(MimeLimits.DEFAULT.headerFields())
          .onRestart()
          .says("Fields of a header that are looked at.");

  /// How large a header.
  public static final Setting<DataSize> MAX_HEADER_SIZE =
      Setting.size("message.limits.header-size")
          .or(new DataSize(MimeLimits.DEFAULT.headerBytes()))
          .onRestart()
          .says("Octets of a header that are looked at, at most 16m.");

  /// How large a field.
  public static final Setting<DataSize> MAX_FIELD_SIZE =
      Setting.size("message.limits.field-size")
          .or(new DataSize(MimeLimits.DEFAULT.fieldBytes()))
          .onRestart()
          .says("Octets of a field that are kept, 80 to 1m.");

  private static final long LARGEST_HEADER = 16L << 20;
  private static final long LARGEST_FIELD = 1L << 20;

  private MimeSettings() {}

  /// The limits that a configuration sets.
  public static MimeLimits limits(Configuration configuration) {
    return new MimeLimits(
        configuration.get(MAX_DEPTH),
        configuration.get(MAX_PARTS),
        configuration.get(MAX_HEADER_FIELDS),
        (int) Math.clamp(configuration.get(MAX_HEADER_SIZE).bytes(), 1L, LARGEST_HEADER),
        (int) Math.clamp(configuration.get(MAX_FIELD_SIZE).bytes(), 80L, LARGEST_FIELD));
  }
}
