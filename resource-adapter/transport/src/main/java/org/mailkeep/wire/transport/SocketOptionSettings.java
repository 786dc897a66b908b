package org.mailkeep.wire.transport;

import java.util.Optional;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingDraft;

/// `server.socket.*` and `server.listener.<id>.socket.*`.
public final class SocketOptionSettings {

  private static final String SERVER = "server.socket.";
  private static final String LISTENER = "server.listener.<id>.socket.";
  private static final int MOST_BUFFER = 64 << 20;

  /// SO_REUSEADDR.
  public static final Setting<Boolean> REUSE_ADDRESS =
      Setting.bool(SERVER + "reuse-addr")
          .or(true)
          .says("Whether a port can be opened while old connections of it linger.");

  /// SO_REUSEADDR of a listener.
  public static final Setting<Boolean> LISTENER_REUSE_ADDRESS =
      same(REUSE_ADDRESS, Setting.bool(LISTENER + "reuse-addr"));

  /// SO_REUSEPORT.
  public static final Setting<Boolean> REUSE_PORT =
      Setting.bool(SERVER + "reuse-port")
          .or(false)
          .says("Whether other processes may open the same port.");

  /// SO_REUSEPORT of a listener.
  public static final Setting<Boolean> LISTENER_REUSE_PORT =
      same(REUSE_PORT, Setting.bool(LISTENER + "reuse-port"));

  /// TCP_NODELAY.
  public static final Setting<Boolean> NO_DELAY =
      Setting.bool(SERVER + "nodelay").or(true).says("Whether small packets are sent at once.");

  /// TCP_NODELAY of a listener.
  public static final Setting<Boolean> LISTENER_NO_DELAY =
      same(NO_DELAY, Setting.bool(LISTENER + "nodelay"));

  /// Connections that wait to be accepted.
  public static final Setting<Integer> BACKLOG =
      Setting.integer(SERVER + "backlog", 1, 65_535)
          .or(1024)
          .says("Connections that may wait to be accepted.");

  /// Connections that wait to be accepted by a listener.
  public static final Setting<Integer> LISTENER_BACKLOG =
      same(BACKLOG, Setting.integer(LISTENER + "backlog", 1, 65_535));

  /// SO_SNDBUF.
  public static final Setting<Integer> SEND_BUFFER =
      Setting.integer(SERVER + "send-buffer-size", 1024, MOST_BUFFER)
          .unsetMeans("the system's default")
          .says("Octets of the send buffer.");

  /// SO_SNDBUF of a listener.
  public static final Setting<Integer> LISTENER_SEND_BUFFER =
      same(SEND_BUFFER, Setting.integer(LISTENER + "send-buffer-size", 1024, MOST_BUFFER));

  /// SO_RCVBUF.
  public static final Setting<Integer> RECEIVE_BUFFER =
      Setting.integer(SERVER + "recv-buffer-size", 1024, MOST_BUFFER)
          .unsetMeans("the system's default")
          .says("Octets of the receive buffer.");

  /// SO_RCVBUF of a listener.
  public static final Setting<Integer> LISTENER_RECEIVE_BUFFER =
      same(RECEIVE_BUFFER, Setting.integer(LISTENER + "recv-buffer-size", 1024, MOST_BUFFER));

  /// IP_TOS.
  public static final Setting<Integer> TYPE_OF_SERVICE =
      Setting.integer(SERVER + "tos", 0, 255)
          .unsetMeans("the system's default")
          .says("Type of service of outgoing packets.");

  /// IP_TOS of a listener.
  public static final Setting<Integer> LISTENER_TYPE_OF_SERVICE =
      same(TYPE_OF_SERVICE, Setting.integer(LISTENER + "tos", 0, 255));

  private SocketOptionSettings() {}

  private static <T> Setting<T> same(Setting<T> server, SettingDraft<T> listener) {
    return listener.orSameAs(server).says("The same as " + server.key() + ", for this listener.");
  }

  static ListenerConfig.SocketSettings of(Configuration configuration, Optional<String> id) {
    return id.map(name ->
            new ListenerConfig.SocketSettings(
                configuration.get(LISTENER_REUSE_ADDRESS, name),
                configuration.get(LISTENER_REUSE_PORT, name),
                configuration.get(LISTENER_NO_DELAY, name),
                configuration.get(LISTENER_BACKLOG, name),
                configuration.find(LISTENER_SEND_BUFFER, name),
                configuration.find(LISTENER_RECEIVE_BUFFER, name),
                configuration.find(LISTENER_TYPE_OF_SERVICE, name)))
        .orElseGet(() ->
            new ListenerConfig.SocketSettings(
                configuration.get(REUSE_ADDRESS),
                configuration.get(REUSE_PORT),
                configuration.get(NO_DELAY),
                configuration.get(BACKLOG),
                configuration.find(SEND_BUFFER),
                configuration.find(RECEIVE_BUFFER),
                configuration.find(TYPE_OF_SERVICE)));
  }
}
