package org.mailkeep.wire.transport;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.HostPort;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// `server.*` and `certificate.*`: who we are, where we listen, what strangers may cost us.
public final class TransportSettings {

  private static final int MOST_CONNECTIONS = 1_000_000;

  /// The server's own name.
  public static final Setting<String> HOSTNAME =
      Setting.text("lookup.default.hostname")
          .formerly("server.hostname")
          .unsetMeans("the machine's name")
          .says("The server's own fully qualified name, for greetings, Received and Message-ID.");

  /// What is added to ports.
  public static final Setting<Integer> PORT_OFFSET =
      Setting.integer("server.port-offset", 0, 64_000)
          .unsetMeans("10000 for the default listeners, 0 for listeners that this file declares")
          .onRestart()
          .says(
              "Added to every listener's port, so that no root is needed and instances can run"
                  + " side by side. Set 0 to use the real ports.");

  /// Connections per listener.
  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.integer("server.max-connections", 1, MOST_CONNECTIONS)
          .or(8192)
          .says("Connections that one listener holds at once; more are told to come back later.");

  /// Connections per remote address.
  public static final Setting<Integer> MAX_PER_ADDRESS =
      Setting.integer("server.max-connections-per-address", 1, MOST_CONNECTIONS)
          .or(1000)
          .says("Connections that one remote address may have at once, over all listeners.");

  /// Time to the first command.
  public static final Setting<Duration> FIRST_COMMAND =
      Setting.duration("server.timeout.first-command")
          .or(Duration.ofMinutes(1))
          .says("How long a client may take for its first command, and a proxy for its header.");

  /// Time for a write.
  public static final Setting<Duration> WRITE =
      Setting.duration("server.timeout.write")
          .or(Duration.ofMinutes(5))
          .says("How long a client may take to read what is sent to it at a stretch.");

  /// Time to end when the server stops.
  public static final Setting<Duration> STOP =
      Setting.duration("server.timeout.stop")
          .or(Duration.ofSeconds(5))
          .says("How long running commands may take to end when the server stops.");

  /// Memory before login.
  public static final Setting<DataSize> MAX_UNAUTHENTICATED =
      Setting.size("server.max-unauthenticated-size")
          .orText("64k")
          .says("The longest line or literal that is held in memory before login.");

  /// Where a listener listens.
  public static final Setting<List<HostPort>> BIND =
      Setting.list("server.listener.<id>.bind", ValueTypes.HOST_PORT)
          .required()
          .says("Addresses and ports to listen on; [::] is every address of the machine.");

  /// What a listener speaks.
  public static final Setting<ListenerProtocol> PROTOCOL =
      Setting.choice("server.listener.<id>.protocol", ListenerProtocol.class)
          .required()
          .says("What the listener speaks.");

  /// Whether an SMTP listener takes users' mail.
  public static final Setting<Boolean> SUBMISSION =
      Setting.bool("server.listener.<id>.submission")
          .unsetMeans(
              "true for port 587 or 465, implicit TLS, or an id that begins with submission")
          .says(
              "Whether an smtp listener is for users' own mail, after login (RFC 6409); otherwise"
                  + " it is for mail from other servers.");

  /// Whether a listener is left out.
  public static final Setting<Boolean> DISABLE =
      Setting.bool("server.listener.<id>.disable")
          .or(false)
          .says("Leaves the listener out; on reload its ports close.");

  /// Connections of a listener.
  public static final Setting<Integer> LISTENER_MAX_CONNECTIONS =
      Setting.integer("server.listener.<id>.max-connections", 1, MOST_CONNECTIONS)
          .orSameAs(MAX_CONNECTIONS)
          .says("Connections that this listener holds at once.");

  /// Checks that listeners do not contend for a port.
  public static final SettingRule BINDS =
      (configuration, problems) -> Listeners.check(configuration, problems);

  private TransportSettings() {}

  /// The limits for every connection.
  public static TransportLimits limits(Configuration configuration) {
    return new TransportLimits(
        configuration.get(FIRST_COMMAND),
        configuration.get(WRITE),
        (int) Math.min(Integer.MAX_VALUE / 2, configuration.get(MAX_UNAUTHENTICATED).bytes()),
        configuration.get(STOP));
  }
}
