package org.mailkeep.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mailkeep.kernel.Cron;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.Rate;

/// The types that values of `mailkeep.toml` have.
public final class ValueTypes {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,15}) *(ms|s|m|h|d|)");
  private static final Pattern RATE = Pattern.compile("(\\d{1,9}) */ *(.+)");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /// Any text.
  public static final ValueType<String> TEXT =
      ValueType.ofScalar(
          "text",
          "a text in quotes",
          s -> s.kind() == Scalar.Kind.TEXT ? Optional.of(s.text()) : Optional.empty(),
          ValueTypes::quoted);

  /// Any plain value, as text: numbers and truth values too.
  public static final ValueType<String> ANY =
      ValueType.ofScalar("any value", "one value", s -> Optional.of(s.text()), ValueTypes::quoted);

  /// A constant where older files wrote an expression: `'local'` within quotes is `local`, numbers
  /// and truth values are their text.
  public static final ValueType<String> CONSTANT =
      ValueType.ofScalar(
          "text",
          "one text, number, true or false",
          s -> Optional.of(withoutInnerQuotes(s.text().strip())),
          ValueTypes::quoted);

  /// `true` or `false`.
  public static final ValueType<Boolean> BOOLEAN =
      ValueType.ofScalar("boolean", "true or false", ValueTypes::readBoolean, String::valueOf);

  /// A span of time: a whole number and `ms`, `s`, `m`, `h` or `d`; no unit means milliseconds.
  public static final ValueType<Duration> DURATION_TYPE =
      ValueType.ofScalar(
          "duration",
          "a duration such as 500ms, 30s, 5m, 1h or 7d, more than zero",
          ValueTypes::readDuration,
          d -> quoted(printDuration(d)));

  /// A size in bytes: a whole number, with `k`, `m`, `g` or `t` for powers of 1024.
  public static final ValueType<DataSize> SIZE_TYPE =
      ValueType.ofScalar(
          "size",
          "a size such as 1048576, 512k, 50m or 1g",
          s -> DataSize.parse(s.text()),
          size -> printSize(size.bytes()));

  /// So many events in a span of time of at least a second: `100/1d`.
  public static final ValueType<Rate> RATE_TYPE =
      ValueType.ofScalar(
          "rate",
          "a rate such as 10/1m or 100/1d",
          ValueTypes::readRate,
          r -> quoted(r.events() + "/" + printDuration(r.period())));

  /// When something happens again and again: `minute hour weekday`.
  public static final ValueType<Cron> CRON_TYPE =
      ValueType.ofScalar(
          "schedule",
          "a schedule of minute, hour or *, day of the week (1 to 7, 1 is Monday) or *, such as"
              + " \"0 3 *\"",
          s -> Cron.parse(s.text()),
          c -> quoted(c.toString()));

  /// A path of the file system; relative ones start at the instance's folder.
  public static final ValueType<Path> PATH =
      ValueType.ofScalar(
          "path",
          "a path of the file system in quotes",
          ValueTypes::readPath,
          p -> quoted(p.toString()));

  /// An address and a port.
  public static final ValueType<HostPort> HOST_PORT =
      ValueType.ofScalar(
          "address:port",
          "an address and a port such as 127.0.0.1:25 or [::]:25",
          s -> HostPort.parse(s.text()),
          a -> quoted(a.toString()));

  /// A network in CIDR notation, or a single address.
  public static final ValueType<IpNetwork> NETWORK =
      ValueType.ofScalar(
          "network",
          "an address or a network such as 10.0.0.0/8 or 2001:db8::/32",
          s -> IpNetwork.parse(s.text()),
          n -> quoted(n.toString()));

  private ValueTypes() {}

  /// A whole number between two bounds, both included.
  public static ValueType<Integer> integer(int least, int most) {
    return ValueType.ofScalar(
        "integer",
        "a whole number from " + least + " to " + most,
        s -> readLong(s, least, most).map(Math::toIntExact),
        String::valueOf);
  }

  /// A whole number between two bounds, both included.
  public static ValueType<Long> whole(long least, long most) {
    return ValueType.ofScalar(
        "integer",
        "a whole number from " + least + " to " + most,
        s -> readLong(s, least, most),
        String::valueOf);
  }

  /// A size of at least so many bytes.
  public static ValueType<DataSize> size(long least) {
    return ValueType.ofScalar(
        "size",
        "a size such as 1048576, 512k, 50m or 1g, at least " + least,
        s -> DataSize.parse(s.text()).filter(size -> size.bytes() >= least),
        size -> printSize(size.bytes()));
  }

  /// One of an enum's constants, written in lower case with hyphens.
  public static <E extends Enum<E>> ValueType<E> choice(Class<E> constants) {
    String names =
        String.join(
            ", ", Arrays.stream(constants.getEnumConstants()).map(ValueTypes::nameOf).toList());
    Function<Scalar, Optional<E>> reader =
        s ->
            Arrays.stream(constants.getEnumConstants())
                .filter(c -> nameOf(c).equals(plainName(s.text())))
                .findFirst();
    return ValueType.ofScalar(names, "one of " + names, reader, c -> quoted(nameOf(c)));
  }

  /// Text in the quotes of a TOML basic string.
  static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static <E extends Enum<E>> String nameOf(E constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String plainName(String text) {
    return withoutInnerQuotes(text.strip()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String withoutInnerQuotes(String text) {
    boolean inner =
        text.length() >= 2
            && (text.charAt(0) == '\'' || text.charAt(0) == '"')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return inner ? text.substring(1, text.length() - 1) : text;
  }

  private static Optional<Boolean> readBoolean(Scalar scalar) {
    return switch (scalar.text().strip()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> readLong(Scalar scalar, long least, long most) {
    try {
      long value = Long.parseLong(scalar.text().strip());
      return value >= least && value <= most ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> readDuration(Scalar scalar) {
    var match = DURATION.matcher(scalar.text().strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(match.group(1));
    var unit =
        switch (match.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          default -> Duration.ofMillis(1);
        };
    boolean sensible = number > 0 && number <= LONGEST.dividedBy(unit);
    return sensible ? Optional.of(unit.multipliedBy(number)) : Optional.empty();
  }

  /// A duration in its largest unit that divides it.
  static String printDuration(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Optional<Rate> readRate(Scalar scalar) {
    var match = RATE.matcher(scalar.text().strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    int events = Integer.parseInt(match.group(1));
    return readDuration(Scalar.text(match.group(2)))
        .filter(period -> events > 0 && period.compareTo(Duration.ofSeconds(1)) >= 0)
        .map(period -> new Rate(events, period));
  }

  private static String printSize(long bytes) {
    if (bytes == 0 || bytes % 1024 != 0) {
      return Long.toString(bytes);
    }
    if (bytes % (1 << 30) == 0) {
      return quoted((bytes >> 30) + "g");
    }
    return quoted(bytes % (1 << 20) == 0 ? (bytes >> 20) + "m" : (bytes >> 10) + "k");
  }

  private static Optional<Path> readPath(Scalar scalar) {
    try {
      boolean written = scalar.kind() == Scalar.Kind.TEXT && !scalar.text().isBlank();
      return written ? Optional.of(Path.of(scalar.text())) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
