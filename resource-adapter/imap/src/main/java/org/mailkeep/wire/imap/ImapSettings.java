package org.mailkeep.wire.imap;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.sasl.MechanismName;

/// `imap.request.*` and `imap.timeout.*`: what a client may send, and how long it may be silent;
/// and what POP3 takes from IMAP where nothing is said of it.
public final class ImapSettings {
  /// Octets of a message.
  public static final Setting<DataSize> MAX_SIZE =
      Setting.size("imap.request.max-size")
          .orText("50m")
          .says("The largest message that APPEND takes.");

  /// Octets of a line.
  public static final Setting<Integer> MAX_LINE =
      Setting.integer("imap.request.max-line", 8192, 1 << 24)
          .or(65_536)
          .says("Octets of one line of a command.");

  /// Octets of a literal.
  public static final Setting<Integer> MAX_LITERAL =
      Setting.integer("imap.request.max-literal", 1024, 1 << 24)
          .or(65_536)
          .says(
              "Octets of a literal that is not a message, such as a mailbox name or a search"
                  + " text.");

  /// Octets of a command.
  public static final Setting<Integer> MAX_COMMAND =
      Setting.integer("imap.request.max-command", 8192, 1 << 26)
          .or(262_144)
          .says("Octets of all lines and literals of one command, messages not counted.");

  /// Depth of a command.
  public static final Setting<Integer> MAX_NESTING =
      Setting.integer("imap.request.max-nesting", 8, 1000)
          .or(50)
          .says("How deep the parentheses of a command may nest.");

  /// Elements of a list.
  public static final Setting<Integer> MAX_ELEMENTS =
      Setting.integer("imap.request.max-elements", 64, 1 << 20)
          .or(16_384)
          .says("Elements of one list of a command, or ranges of one sequence set.");

  /// Errors of a connection.
  public static final Setting<Integer> MAX_ERRORS =
      Setting.integer("imap.request.max-errors", 1, 1 << 20)
          .or(100)
          .says("Commands that are not understood, after which a connection is closed.");

  /// Octets out of a compressed one.
  public static final Setting<Integer> MAX_RATIO =
      Setting.integer("imap.compress.max-ratio", 10, 1100)
          .or(100)
          .says(
              "Octets that one octet may come to on average that a client sends compressed; after"
                  + " as many as the largest message has, a connection with more is closed.");

  /// Mechanisms of AUTHENTICATE.
  public static final Setting<List<MechanismName>> MECHANISMS =
      Setting.list("imap.auth.mechanisms", ValueTypes.choice(MechanismName.class))
          .or(MechanismName.all())
          .says(
              "The mechanisms that AUTHENTICATE offers under TLS, as far as the directory can check"
                  + " what they prove; LOGIN goes with PLAIN.");

  /// Failed logins of a connection.
  public static final Setting<Integer> MAX_FAILURES =
      Setting.integer("imap.auth.max-failures", 1, 100)
          .or(3)
          .says("Failed logins after which an IMAP connection is closed.");

  /// Silence after login.
  public static final Setting<Duration> AUTHENTICATED =
      Setting.duration("imap.timeout.authenticated")
          .or(Duration.ofMinutes(30))
          .says("How long a client that has logged in may be silent (RFC 9051 wants 30 minutes).");

  /// Silence before login.
  public static final Setting<Duration> ANONYMOUS =
      Setting.duration("imap.timeout.anonymous")
          .or(Duration.ofMinutes(1))
          .says("How long a client that has not logged in may be silent.");

  /// Silence in IDLE.
  public static final Setting<Duration> IDLE =
      Setting.duration("imap.timeout.idle")
          .or(Duration.ofMinutes(30))
          .says("How long a client may stay in IDLE before it has to say so again.");

  private ImapSettings() {}

  /// What is configured.
  public static ImapLimits limits(Configuration configuration) {
    return new ImapLimits(
        configuration.get(MAX_LINE),
        new ParserLimits(
            configuration.get(MAX_LITERAL),
            configuration.get(MAX_COMMAND),
            configuration.get(MAX_SIZE).bytes(),
            configuration.get(MAX_NESTING),
            configuration.get(MAX_ELEMENTS)),
        configuration.get(MAX_ERRORS),
        configuration.get(MAX_RATIO),
        new ImapLimits.Times(
            configuration.get(AUTHENTICATED),
            configuration.get(ANONYMOUS),
            configuration.get(IDLE)));
  }
}
