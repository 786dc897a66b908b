package org.mailkeep.telemetry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An event as one line of text: `time LEVEL name key=value key="two words"`. Whatever a stranger
/// sent stays within its value: quotes, line ends and control characters are escaped.
final class LogLine {

  private static final int LONGEST_VALUE = 1000;

  private LogLine() {}

  static String of(Instant time, Event event) {
    var shape = EventShape.of(event);
    var line = new StringBuilder(160);
    line.append(time.truncatedTo(ChronoUnit.MILLIS)).append(' ').append(shape.level());
    line.append(' ').append(shape.name());
    Throwable cause = null;
    for (var field : shape.fields()) {
      var value = field.of(event);
      line.append(' ').append(field.name()).append('=');
      append(line, text(value));
      cause = value instanceof Throwable thrown ? thrown : cause;
    }
    if (cause != null) {
      appendTrace(line, cause);
    }
    return line.append('\n').toString();
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Duration took -> millis(took);
      case InetSocketAddress address -> address(address);
      case InetAddress address -> address.getHostAddress();
      default -> value.toString();
    };
  }

  /// Milliseconds with three decimals.
  private static String millis(Duration took) {
    long micros = took.toNanos() / 1000;
    String decimals = Long.toString(1000 + Math.abs(micros % 1000)).substring(1);
    return micros / 1000 + "." + decimals + "ms";
  }

  private static String address(InetSocketAddress address) {
    if (address.getAddress() == null) {
      return address.getHostString() + ":" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static void append(StringBuilder line, String value) {
    int length = Math.min(value.length(), LONGEST_VALUE);
    int start = line.length();
    boolean quotes = length == 0;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      quotes |= c <= ' ' || c == '"' || c == '=' || c == '\\';
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            quotes = true;
          } else {
            line.append(c);
          }
        }
      }
    }
    if (value.length() > length) {
      line.append('…');
    }
    if (quotes) {
      line.insert(start, '"').append('"');
    }
  }

  private static void appendTrace(StringBuilder line, Throwable cause) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().limit(200).forEach(l -> line.append("\n    ").append(l));
  }
}
