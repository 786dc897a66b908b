package org.mailkeep.wire.pop3;

import java.time.Duration;
import java.util.List;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.imap.ImapSettings;
import org.mailkeep.wire.sasl.MechanismName;

/// `pop3.request.*` and `pop3.timeout.*`: what a client may send, and how long it may be silent.
public final class Pop3Settings {
  /// Octets of a line.
  public static final Setting<Integer> MAX_LINE =
      Setting.integer("pop3.request.max-line", 255, 65_536)
          .or(8_192)
          .says("Octets of a POP3 command; RFC 2449 wants 255, tokens in AUTH take more.");

  /// Errors of a connection.
  public static final Setting<Integer> MAX_ERRORS =
      Setting.integer("pop3.request.max-errors", 1, 1 << 20)
          .or(20)
          .says("POP3 commands that are not understood, after which a connection is closed.");

  /// Mechanisms of AUTH.
  public static final Setting<List<MechanismName>> MECHANISMS =
      Setting.list("pop3.auth.mechanisms", ValueTypes.choice(MechanismName.class))
          .or(MechanismName.all())
          .says(
              "The mechanisms that AUTH offers under TLS, as far as the directory can check what"
                  + " they prove; USER and PASS go with PLAIN.");

  /// Silence after login.
  public static final Setting<Duration> AUTHENTICATED =
      Setting.duration("pop3.timeout.authenticated")
          .orSameAs(ImapSettings.AUTHENTICATED)
          .says(
              "How long a POP3 client that has logged in may be silent (RFC 1939 wants 10"
                  + " minutes or more); its maildrop is then free again, with all messages in it.");

  /// Silence before login.
  public static final Setting<Duration> ANONYMOUS =
      Setting.duration("pop3.timeout.anonymous")
          .orSameAs(ImapSettings.ANONYMOUS)
          .says("How long a POP3 client that has not logged in may be silent.");

  /// How long a session lasts.
  public static final Setting<Duration> SESSION =
      Setting.duration("pop3.timeout.session")
          .or(Duration.ofHours(12))
          .says("How long a POP3 client may have its maildrop, however busy it is.");

  private Pop3Settings() {}

  /// What is configured.
  public static Pop3Limits limits(Configuration configuration) {
    return new Pop3Limits(
        configuration.get(MAX_LINE),
        configuration.get(MAX_ERRORS),
        new Pop3Limits.Times(
            configuration.get(AUTHENTICATED),
            configuration.get(ANONYMOUS),
            configuration.get(SESSION)));
  }
}
