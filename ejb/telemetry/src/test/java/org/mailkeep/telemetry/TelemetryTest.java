package org.mailkeep.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.settings.Configuration;

class TelemetryTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  @TempDir private Path folder;

  private static Event accepted(String from) {
    return new SmtpEvent.MessageAccepted(7, "q1", from, 2, 1024, Duration.ofNanos(1_500_000));
  }

  @Test
  void namesAndLevelsComeFromTheRecord() {
    assertEquals("smtp.message-accepted", accepted("a").name());
    assertEquals(Level.INFO, accepted("a").level());
    var failed = new StoreEvent.Failed("rocksdb", "commit", "disk full");
    assertEquals("store.failed", failed.name());
    assertEquals(Level.ERROR, failed.level());
    var session = new TlsEvent.Started(1, "TLSv1.3", "TLS_AES_128_GCM_SHA256", Duration.ZERO);
    assertEquals("tls.started", session.name());
  }

  @Test
  void everyEventOfTheCatalogueHasAName() {
    for (Class<?> group : Event.class.getPermittedSubclasses()) {
      assertTrue(group.getSimpleName().endsWith("Event"), group.getSimpleName());
      for (Class<?> event : group.getPermittedSubclasses()) {
        assertTrue(event.isRecord(), event.getName());
        assertEquals(group, event.getInterfaces()[0], event.getName());
      }
    }
  }

  @Test
  void aLineIsReadableAndStrangersCannotForgeOne() {
    assertEquals(
        "2026-11-22T12:00:00.123Z INFO smtp.message-accepted session=7 queue=q1"
            + " from=\"a b\\\"\\n2026 ERROR\\u001b[1m\" recipients=2 size=1024 took=1.500ms\n",
        LogLine.of(NOON, accepted("a b\"\n2026 ERROR\u001b[1m")));
    var remote = new InetSocketAddress(InetAddress.ofLiteral("::1"), 2525);
    assertEquals(
        "2026-11-22T12:00:00.123Z WARN connection.refused listener=smtp"
            + " remote=[0:0:0:0:0:0:0:1]:2525 limit=\"\"\n",
        LogLine.of(NOON, new ConnectionEvent.Refused("smtp", remote, "")));
  }

  @Test
  void aBugBringsItsTrace() {
    var line =
        LogLine.of(NOON, new ServerEvent.Unexpected("fetch", 3, new IllegalStateException("x")));
    assertTrue(line.contains("cause=\"java.lang.IllegalStateException: x\"\n    java.lang."), line);
    assertTrue(line.contains("\n    \tat org.mailkeep.telemetry.TelemetryTest"), line);
  }

  @Test
  void aLogTakesItsLevelAndRotates() throws IOException {
    var seconds = new AtomicLong(NOON.getEpochSecond());
    InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
    var settings =
        new LogSettings(
            LogSettings.Kind.LOG, Level.INFO, folder, "mk", LogSettings.Rotate.DAILY, 1 << 20, 1);
    for (int day = 0; day < 3; day++) {
      try (var log = new Log(clock, settings)) {
        log.emit(accepted("day" + day));
        log.emit(new ConfigEvent.Loaded("x"));
        log.emit(new StoreEvent.Purged("s", 1, Duration.ZERO));
        seconds.addAndGet(86_400);
        log.emit(accepted("next" + day));
        assertNull(log.trouble());
      }
    }
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
    var now = Files.readString(folder.resolve("mk.log"));
    assertTrue(now.contains("from=next2"), now);
    assertFalse(now.contains("store.purged"), now);
  }

  @Test
  void aLogThatCannotWriteSaysSo() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var settings =
        new LogSettings(
            LogSettings.Kind.LOG, Level.INFO, file, "mk", LogSettings.Rotate.NEVER, 100, 1);
    var log = new Log(() -> NOON, settings);
    log.emit(accepted("a"));
    log.close();
    assertEquals(1, log.dropped());
    assertTrue(String.valueOf(log.trouble()).contains("file"));
  }

  @Test
  void logsMayGoToTheServersLogToo() throws IOException {
    var lines = new ArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var server = Logger.getLogger("org.mailkeep");
    server.setUseParentHandlers(false);
    server.addHandler(handler);
    var file =
        new LogSettings(
            LogSettings.Kind.LOG, Level.INFO, folder, "mk", LogSettings.Rotate.NEVER, 1000, 1);
    var console =
        new LogSettings(
            LogSettings.Kind.STDOUT, Level.WARN, folder, "", LogSettings.Rotate.NEVER, 0, 0);
    try (var logs = new Logs(() -> NOON, List.of(file, console))) {
      logs.emit(accepted("a"));
      logs.emit(new StoreEvent.Full("s", "no room"));
      assertEquals(0, logs.dropped());
    } finally {
      server.removeHandler(handler);
    }
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().startsWith("SEVERE 2026-11-22T12:00:00.123Z ERROR store.full"));
    assertEquals(2, Files.readAllLines(folder.resolve("mk.log")).size());
  }

  @Test
  void logsChangeWhileEventsGoOn() throws IOException {
    var terse = log(Level.ERROR, "terse");
    var steady = log(Level.INFO, "steady");
    try (var logs = new Logs(() -> NOON, List.of(terse, steady))) {
      logs.emit(accepted("a"));
      logs.become(List.of(steady, log(Level.INFO, "terse")));
      logs.emit(accepted("b"));
      logs.become(List.of(steady));
      logs.emit(accepted("c"));
    }
    assertEquals(3, Files.readAllLines(folder.resolve("steady.log")).size());
    assertEquals(1, Files.readAllLines(folder.resolve("terse.log")).size());
  }

  @Test
  void aLogThatStaysIsNotInterrupted() {
    var steady = log(Level.INFO, "steady");
    try (var logs = new Logs(() -> NOON, List.of(steady))) {
      long before = writers();
      logs.become(List.of(log(Level.INFO, "steady")));
      assertEquals(before, writers());
      logs.become(List.of());
      assertEquals(before - 1, writers());
    }
  }

  private static long writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("mailkeep-log"))
        .count();
  }

  private LogSettings log(Level level, String prefix) {
    return new LogSettings(
        LogSettings.Kind.LOG, level, folder, prefix, LogSettings.Rotate.NEVER, 10_000, 1);
  }

  @Test
  void metricsCountMeasureAndSplit() {
    try (var metrics = new Metrics()) {
      metrics.emit(accepted("a"));
      metrics.emit(accepted("b"));
      var remote = new InetSocketAddress(1);
      metrics.emit(new ConnectionEvent.Refused("smtp", remote, "server.max-connections"));
      try (var _ =
          metrics.gauge("queue.messages", "Messages waiting.", Map.of("queue", "x"), () -> 4)) {
        var text = metrics.prometheus();
        assertTrue(text.contains("mailkeep_smtp_message_accepted_seconds_count 2"), text);
        assertTrue(
            text.contains(
                "mailkeep_connection_refused_total{limit=\"server.max-connections\",listener=\"smtp\"}"
                    + " 1.0"),
            text);
        assertTrue(text.contains("mailkeep_queue_messages{queue=\"x\"} 4.0"), text);
      }
      assertFalse(metrics.prometheus().contains("mailkeep_queue_messages"));
    }
  }

  @Test
  void aTotalOutlivesACollection() {
    try (var metrics = new Metrics()) {
      var misses = new AtomicLong(3);
      metrics.total("cache.misses", "Look-ups.", Map.of(), misses::get);
      System.gc();
      misses.set(5);
      assertTrue(metrics.prometheus().contains("mailkeep_cache_misses_total 5.0"));
    }
  }

  @Test
  void labelsThatKeepChangingAreBounded() {
    try (var metrics = new Metrics()) {
      for (int i = 0; i < 1000; i++) {
        metrics.emit(new StoreEvent.Full("store" + i, "x"));
      }
      var series =
          metrics.prometheus().lines().filter(l -> l.startsWith("mailkeep_store_full")).count();
      assertEquals(201, series);
    }
  }

  @Test
  void tracersComeFromTheFile() {
    var none = Configuration.of("", TelemetrySettings.class);
    assertEquals(
        List.of(Path.of("/i/logs")),
        TelemetrySettings.logs(none, Path.of("/i")).stream().map(LogSettings::folder).toList());
    var two =
        Configuration.of(
            """
            [tracer.a]
            type = "log"
            level = "debug"
            path = "/var/log/mailkeep"
            [tracer.b]
            enable = false
            """,
            TelemetrySettings.class);
    var logs = TelemetrySettings.logs(two, Path.of("/i"));
    assertEquals(1, logs.size());
    assertEquals(Level.DEBUG, logs.getFirst().level());
    assertEquals(Path.of("/var/log/mailkeep"), logs.getFirst().folder());
  }
}
