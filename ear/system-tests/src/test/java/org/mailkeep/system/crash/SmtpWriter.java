package org.mailkeep.system.crash;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailkeep.system.Wire;

/// Sends marked messages to two recipients each, until the server is gone.
///
/// @param name marks its messages
/// @param recipients account names
record SmtpWriter(String name, List<String> recipients, Map<String, Fate> ledger) {
  /// What is known of a message.
  enum Fate {
    /// Its end of data was sent.
    SENT,
    /// It was answered with 250.
    ACKNOWLEDGED
  }

  SmtpWriter(String name, List<String> recipients) {
    this(name, recipients, new ConcurrentHashMap<>());
  }

  /// Sends for a round.
  ///
  /// @param most messages at the most
  void run(int port, int round, int most) {
    try (var wire = new Wire(port)) {
      wire.reply();
      expect("250", wire.smtp("EHLO writer.example.net"));
      for (int i = 0; i < most; i++) {
        send(wire, "%s.%d.%d".formatted(name, round, i));
      }
    } catch (IOException e) {
      // The server was killed; the ledger says how far it came.
    }
  }

  private void send(Wire wire, String marker) throws IOException {
    expect("250", wire.smtp("MAIL FROM:<" + name + "@example.net>"));
    for (String recipient : recipients) {
      expect("250", wire.smtp("RCPT TO:<" + recipient + "@example.org>"));
    }
    expect("354", wire.smtp("DATA"));
    ledger.put(marker, Fate.SENT);
    expect("250", wire.smtp(content(marker) + "\r\n."));
    ledger.put(marker, Fate.ACKNOWLEDGED);
  }

  private static String content(String marker) {
    int lines = 10 + Math.floorMod(marker.hashCode(), 50) * (marker.endsWith("7") ? 40 : 1);
    return "Subject: " + marker + "\r\n\r\n" + "What the message says.\r\n".repeat(lines);
  }

  private static void expect(String code, String reply) throws IOException {
    if (!reply.startsWith(code)) {
      throw new IOException(reply);
    }
  }
}
