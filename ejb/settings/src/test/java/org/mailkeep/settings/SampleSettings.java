package org.mailkeep.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.Rate;

/// Declarations for the tests.
final class SampleSettings {

  enum Protocol {
    SMTP,
    IMAP,
    MANAGE_SIEVE
  }

  static final Setting<String> HOSTNAME =
      Setting.text("lookup.default.hostname")
          .unsetMeans("the machine's name")
          .formerly("server.hostname")
          .says("The server's own name.");
  static final Setting<Integer> MAX_CONNECTIONS =
      Setting.integer("server.max-connections", 1, 1_000_000)
          .or(8192)
          .says("Connections that a listener holds at once.");
  static final Setting<List<HostPort>> BIND =
      Setting.list("server.listener.<id>.bind", ValueTypes.HOST_PORT)
          .required()
          .says("Where it listens.");
  static final Setting<Protocol> PROTOCOL =
      Setting.choice("server.listener.<id>.protocol", Protocol.class)
          .required()
          .says("What it speaks.");
  static final Setting<Integer> LISTENER_MAX =
      Setting.integer("server.listener.<id>.max-connections", 1, 1_000_000)
          .orSameAs(MAX_CONNECTIONS)
          .says("Connections that this listener holds at once.");
  static final Setting<Duration> IDLE =
      Setting.duration("imap.timeout.idle")
          .or(Duration.ofMinutes(30))
          .onRestart()
          .says("How long a session may be silent in IDLE.");
  static final Setting<DataSize> REQUEST =
      Setting.size("imap.request.max-size").orText("50m").says("The largest command.");
  static final Setting<Optional<Rate>> FAIL2BAN =
      Setting.rate("authentication.fail2ban")
          .or(Optional.of(new Rate(100, Duration.ofDays(1))))
          .says("Failures that ban an address.");
  static final Setting<List<IpNetwork>> TRUSTED =
      Setting.list("server.proxy.trusted-networks", ValueTypes.NETWORK)
          .or(List.of())
          .says("Who may send a PROXY header.");
  static final Setting<String> STORE_TYPE =
      Setting.text("store.<id>.type").required().says("The kind of store.");
  static final Setting<String> PASSWORD =
      Setting.text("store.<id>.password").secret().says("The login's password.");
  static final Setting<String> DATA =
      Setting.text("storage.data").idOf("store").says("Where messages' data goes.");
  static final Setting<String> LOOKUP =
      Setting.of("lookup.<table>.<key>", ValueTypes.ANY).says("A value to look up.");
  static final Setting<Boolean> CHUNKING =
      Setting.bool("session.extensions.chunking").or(true).says("Whether CHUNKING is offered.");
  static final Setting<String> NEXT_HOP =
      Setting.constant("queue.outbound.next-hop").says("Where mail to elsewhere goes.");

  static final SettingRule NO_FORTY_TWO =
      (configuration, problems) -> {
        if (configuration.get(MAX_CONNECTIONS) == 42) {
          problems.accept(configuration.problem("42 is taken", MAX_CONNECTIONS));
        }
      };

  private SampleSettings() {}
}
