package org.mailkeep.system.smtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.servers.BindServer;
import org.mailkeep.system.MailServer;

/// Mail between two servers that find each other by MX records of a name server on loopback.
@Tag("servers")
final class TravelTest {
  private static final String EXCHANGER = "@ MX 10 mx\nmx A 127.0.0.1\n";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static BindServer dns;
  private static MailServer north;
  private static MailServer south;
  private static Clients jane;
  private static Clients joe;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path target = Path.of(System.getProperty("house"), "ear/system-tests/target");
    Files.createDirectories(target);
    Path folder = Files.createTempDirectory(target, "travel-");
    var zones = Map.of("north.example", EXCHANGER, "south.example", EXCHANGER);
    dns = BindServer.started(zones);
    north = MailServer.in(folder.resolve("north"));
    south = MailServer.in(folder.resolve("south"));
    north.configure(travels(south));
    south.configure(travels(north));
    north.start();
    south.start();
    jane = Clients.on(north, "north.example");
    joe = Clients.on(south, "south.example");
  }

  @AfterAll
  static void stop() throws IOException {
    try (var _ = dns;
        var _ = north;
        var _ = south) {
      assertTrue(true);
    }
  }

  /// The exchangers of the test listen where the other server does.
  private static String travels(MailServer other) {
    return """
    resolver.type = "custom"
    resolver.custom = ["udp://127.0.0.1:%d"]
    queue.outbound.port = %d
    queue.schedule.retry = ["1h"]
    """
        .formatted(dns.port(), other.port("smtp"));
  }

  @Test
  void aMessageTravelsByMx() throws IOException, InterruptedException {
    send("joe@south.example", "travels");
    String message = joe.await("joe", "travels");
    assertTrue(message.startsWith("Return-Path: <jane@north.example>"), message);
    assertTrue(message.contains("with ESMTPSA"), "submission: " + message);
    assertTrue(message.contains("with ESMTPS ("), "encrypted between the servers: " + message);
  }

  @Test
  void anUnknownRecipientComesBack() throws IOException, InterruptedException {
    send("nobody@south.example", "unknown");
    String report = jane.await("jane", "5.1.1");
    assertTrue(report.startsWith("Return-Path: <>"), report);
    assertTrue(report.contains("Final-Recipient: rfc822; nobody@south.example"), report);
    assertTrue(report.contains("Remote-MTA: dns; mx.south.example"), report);
    assertTrue(report.contains("Diagnostic-Code: smtp; 550 5.1.1 "), report);
  }

  @Test
  void theQueueSurvivesARestart() throws IOException, InterruptedException {
    south.stop();
    send("joe@south.example", "survives");
    awaitQueue("4.4.1");
    north.restart();
    south.start();
    assertTrue(queue("list").contains("joe@south.example"));
    queue("retry", "--all");
    joe.await("joe", "survives");
    awaitQueue("");
  }

  private static void send(String to, String marker) throws IOException, InterruptedException {
    jane.swaks(
            "submission",
            to,
            "-tls",
            "--auth",
            "PLAIN",
            "--auth-user",
            jane.address("jane"),
            "--auth-password",
            Clients.PASSWORD,
            "--header",
            "Subject: " + marker)
        .success();
  }

  private static String queue(String... arguments) throws IOException, InterruptedException {
    var line = new String[arguments.length + 1];
    line[0] = "queue";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return north.launcher(line).success();
  }

  /// Waits until the queue of the north holds a message with this text, or, when it is empty, none.
  private static void awaitQueue(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    String list = north.api().call("GET", "/api/queue/messages", "");
    while (text.isEmpty() ? list.contains("south.example") : !list.contains(text)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the queue is " + list);
      }
      TimeUnit.MILLISECONDS.sleep(100);
      list = north.api().call("GET", "/api/queue/messages", "");
    }
  }
}
