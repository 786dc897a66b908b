package org.mailkeep.system.crash;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.system.Wire;

/// Appends marked messages, flags them and moves them to Archive, until the server is gone. It
/// alone writes to its account.
///
/// @param account its name
/// @param ledger how far each message came; not for two threads at once
record ImapWriter(String account, Map<String, Progress> ledger) {
  private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID \\d+ (\\d+)]");

  /// The steps of a message's way.
  enum Step {
    NONE(0),
    APPENDED(1),
    FLAGGED(2),
    MOVED(3);

    /// How many acknowledgements led here.
    final int acknowledgements;

    Step(int acknowledgements) {
      this.acknowledgements = acknowledgements;
    }
  }

  /// @param done the last step that was acknowledged
  /// @param tried the last step that was asked for
  record Progress(Step done, Step tried) {}

  ImapWriter(String account) {
    this(account, new TreeMap<>());
  }

  /// Writes for a round.
  ///
  /// @param most messages at the most
  void run(Victim victim, int round, int most) {
    try (var wire = new Wire(victim.imapPort())) {
      wire.line();
      wire.done("LOGIN " + account + "@example.org " + victim.password());
      wire.done("SELECT INBOX");
      for (int i = 0; i < most; i++) {
        write(wire, "%s.%d.%d".formatted(account, round, i));
      }
    } catch (IOException e) {
      // The server was killed; the ledger says how far it came.
    }
  }

  private void write(Wire wire, String marker) throws IOException {
    String message = "Subject: " + marker + "\r\n\r\nWhat the message says.\r\n";
    ledger.put(marker, new Progress(Step.NONE, Step.APPENDED));
    String answer = wire.done("APPEND INBOX {" + message.length() + "+}\r\n" + message).getLast();
    ledger.put(marker, new Progress(Step.APPENDED, Step.FLAGGED));
    Matcher uid = APPENDUID.matcher(answer);
    if (!uid.find()) {
      throw new IllegalStateException("no APPENDUID in: " + answer);
    }
    wire.done("UID STORE " + uid.group(1) + " +FLAGS.SILENT (\\Flagged)");
    ledger.put(marker, new Progress(Step.FLAGGED, Step.MOVED));
    wire.done("UID MOVE " + uid.group(1) + " Archive");
    ledger.put(marker, new Progress(Step.MOVED, Step.MOVED));
  }
}
