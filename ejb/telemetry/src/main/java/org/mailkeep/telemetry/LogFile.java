package org.mailkeep.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text file that begins anew when its time or size is up; older ones keep their date in their
/// name, and only so many of them stay. Used by one thread.
final class LogFile implements AutoCloseable {

  private final LogSettings settings;
  private final DateTimeFormatter stamp;
  private Optional<OutputStream> out = Optional.empty();
  private String period = "";
  private long size;

  LogFile(LogSettings settings) {
    this.settings = settings;
    this.stamp =
        DateTimeFormatter.ofPattern(settings.rotate().pattern(), Locale.ROOT)
            .withZone(ZoneOffset.UTC);
  }

  /// Where new lines go: `<prefix>.log`.
  Path current() {
    return settings.folder().resolve(settings.prefix() + ".log");
  }

  void write(Instant now, String line) throws IOException {
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    String today = stamp.format(now);
    boolean full = size > 0 && size + octets.length > settings.maxSize();
    if (out.isPresent() && (!today.equals(period) || full)) {
      rotate();
    }
    period = today;
    var stream = out.isPresent() ? out.get() : open();
    stream.write(octets);
    size += octets.length;
  }

  private OutputStream open() throws IOException {
    Files.createDirectories(settings.folder());
    var stream =
        Files.newOutputStream(current(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    out = Optional.of(stream);
    size = Files.size(current());
    return stream;
  }

  private void rotate() throws IOException {
    close();
    int number = 1;
    Path old;
    do {
      old = settings.folder().resolve(settings.prefix() + "." + period + "." + number++ + ".log");
    } while (Files.exists(old));
    Files.move(current(), old);
    for (Path surplus : old().stream().skip(settings.keep()).toList()) {
      Files.deleteIfExists(surplus);
    }
  }

  /// Rotated files, the newest first.
  private List<Path> old() throws IOException {
    try (var files = Files.list(settings.folder())) {
      return files
          .filter(f -> f.getFileName().toString().matches(oldName()))
          .sorted(Comparator.comparing(LogFile::age).reversed())
          .toList();
    }
  }

  private String oldName() {
    return Pattern.quote(settings.prefix()) + "\\.[0-9T-]*\\.\\d+\\.log";
  }

  private static FileTime age(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  @Override
  public void close() throws IOException {
    if (out.isPresent()) {
      out.get().close();
      out = Optional.empty();
      size = 0;
    }
  }
}
