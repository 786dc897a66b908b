package org.mailkeep.auth;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// What holds for an address or a network.
///
/// @param reason for people; may be empty
/// @param by who said so: a login, or the server itself
/// @param until when it ends, or null when somebody has to remove it
public record NetworkRule(
    IpNetwork network,
    Kind kind,
    Source source,
    String reason,
    String by,
    Instant since,
    @Nullable Instant until) {
  private static final String SERVER = "server";

  /// What it says.
  public enum Kind {
    /// Its connections are dropped.
    BLOCKED,
    /// It is never blocked.
    ALLOWED;

    /// Its name in interfaces.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where it comes from.
  public enum Source {
    /// The configuration.
    FILE,
    /// An administrator.
    ADDED,
    /// Too many failed logins.
    BAN;

    /// Its name in interfaces.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NetworkRule {
    network = network.masked();
  }

  static NetworkRule ofFile(IpNetwork network, Kind kind, String reason, Instant since) {
    return new NetworkRule(network, kind, Source.FILE, reason, "mailkeep.toml", since, null);
  }

  static NetworkRule ban(IpNetwork network, String reason, Instant now, @Nullable Instant until) {
    return new NetworkRule(network, Kind.BLOCKED, Source.BAN, reason, SERVER, now, until);
  }

  /// Whether it is over.
  boolean isOver(Instant now) {
    return until != null && !now.isBefore(until);
  }

  byte[] encode() {
    var out =
        new RecordWriter()
            .text(1, network.toString())
            .text(2, kind.text())
            .text(3, source.text())
            .text(4, reason)
            .text(5, by)
            .number(6, since.toEpochMilli());
    if (until != null) {
      out.number(7, until.toEpochMilli());
    }
    return out.bytes();
  }

  /// Reads a record; null when a later version says something that this one does not know.
  static @Nullable NetworkRule decode(byte[] record) {
    var in = new RecordReader(record);
    IpNetwork network = null;
    Kind kind = null;
    Source source = Source.ADDED;
    String reason = "";
    String by = "";
    Instant since = Instant.EPOCH;
    Instant until = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> network = IpNetwork.parse(in.text()).orElse(null);
        case 2 -> kind = kind(in.text());
        case 3 -> source = in.text().equals(Source.BAN.text()) ? Source.BAN : Source.ADDED;
        case 4 -> reason = in.text();
        case 5 -> by = in.text();
        case 6 -> since = Instant.ofEpochMilli(in.number());
        case 7 -> until = Instant.ofEpochMilli(in.number());
        default -> {} // a later version's
      }
    }
    return network == null || kind == null
        ? null
        : new NetworkRule(network, kind, source, reason, by, since, until);
  }

  private static @Nullable Kind kind(String text) {
    for (Kind each : Kind.values()) {
      if (each.text().equals(text)) {
        return each;
      }
    }
    return null;
  }
}
