package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

class ListenersTest {

  private static Configuration configuration(String toml) {
    return Configuration.of(
        toml, TransportSettings.class, TlsSettings.class, SocketOptionSettings.class);
  }

  private static List<String> binds(String toml) {
    return Listeners.effective(configuration(toml)).stream()
        .map(l -> l.id() + " " + l.bind())
        .toList();
  }

  @Test
  void withoutAnyTheDefaultSetRunsOnLoopback() {
    assertEquals(
        List.of(
            "smtp [127.0.0.1:10025]",
            "submission [127.0.0.1:10587]",
            "submissions [127.0.0.1:10465]",
            "lmtp [127.0.0.1:10024]",
            "imap [127.0.0.1:10143]",
            "imaps [127.0.0.1:10993]",
            "pop3 [127.0.0.1:10110]",
            "pop3s [127.0.0.1:10995]",
            "http [127.0.0.1:18080]",
            "https [127.0.0.1:10443]"),
        binds(""));
    assertEquals("smtp [127.0.0.1:25]", binds("server.port-offset = 0").getFirst());
  }

  @Test
  void theDefaultSetKnowsWhatItIsFor() {
    var all = Listeners.effective(configuration(""));
    assertEquals(
        List.of("submission", "submissions"),
        all.stream().filter(l -> l.service().submission()).map(ListenerConfig::id).toList());
    assertEquals(
        List.of("submissions", "imaps", "pop3s", "https"),
        all.stream().filter(l -> l.tls().implicit()).map(ListenerConfig::id).toList());
    assertEquals(25, all.getFirst().service().port());
    assertTrue(all.getFirst().tls().enabled());
  }

  @Test
  void exactlyTheDeclaredOnesRunWhereTheySay() {
    var toml =
        """
        [server.listener.mx]
        bind = ["127.0.0.1:2525", "[::1]:2525"]
        protocol = "smtp"
        [server.listener.gone]
        bind = "127.0.0.1:1"
        protocol = "imap"
        disable = true
        """;
    assertEquals(List.of("mx [127.0.0.1:2525, [::1]:2525]"), binds(toml));
    assertEquals(
        List.of("mx [127.0.0.1:12525, [::1]:12525]"), binds("server.port-offset = 10000\n" + toml));
  }

  @Test
  void submissionIsGuessedOrSaid() {
    assertFalse(service("bind = '127.0.0.1:25'").submission());
    assertFalse(service("bind = '127.0.0.1:2525'").submission());
    assertTrue(service("bind = '127.0.0.1:587'").submission());
    assertTrue(service("bind = '127.0.0.1:2525'\ntls.implicit = true").submission());
    assertTrue(service("bind = '127.0.0.1:2525'\nsubmission = true").submission());
    assertFalse(service("bind = '127.0.0.1:587'\nsubmission = false").submission());
  }

  private static ListenerConfig.Service service(String lines) {
    return Listeners.effective(configuration("[server.listener.x]\nprotocol = 'smtp'\n" + lines))
        .getFirst()
        .service();
  }

  @Test
  void listenersInheritFromTheServer() {
    var listener =
        Listeners.effective(
                configuration(
                    """
                    [server]
                    max-connections = 9
                    max-connections-per-address = 3
                    proxy.trusted-networks = "10.0.0.0/8"
                    tls.disable-protocols = "TLSv1.2"
                    socket.backlog = 5
                    [server.listener.x]
                    protocol = "imap"
                    bind = "127.0.0.1:1143"
                    tls.timeout = "5s"
                    tls.disable-ciphers = ["TLS13_AES_128_GCM_SHA256"]
                    socket.nodelay = false
                    """))
            .getFirst();
    assertEquals(new ListenerConfig.Bounds(9, 3), listener.bounds());
    assertEquals("[10.0.0.0/8]", listener.proxies().toString());
    assertEquals(Set.of("TLSv1.2"), listener.tls().disabledProtocols());
    assertEquals(Set.of("TLS_AES_128_GCM_SHA256"), listener.tls().disabledCiphers());
    assertEquals(Duration.ofSeconds(5), listener.tls().timeout());
    assertEquals(5, listener.socket().backlog());
    assertFalse(listener.socket().noDelay());
  }

  @Test
  void contendedPortsAreProblems() {
    var twice =
        "[server.listener.a]\nprotocol='smtp'\nbind='127.0.0.1:25'\n"
            + "[server.listener.b]\nprotocol='imap'\nbind='127.0.0.1:25'\n";
    var e = assertThrows(IllegalArgumentException.class, () -> configuration(twice));
    assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1:25 is the bind of a too"));
    var beyond =
        "server.port-offset = 60000\n[server.listener.a]\nprotocol='smtp'\nbind='[::]:9000'";
    assertThrows(IllegalArgumentException.class, () -> configuration(beyond));
    var none = "[server.listener.a]\nprotocol='smtp'\nbind=[]";
    assertThrows(IllegalArgumentException.class, () -> configuration(none));
  }

  @Test
  void limitsComeFromTheFile() {
    assertEquals(TransportLimits.defaults(), TransportSettings.limits(configuration("")));
    var limits =
        TransportSettings.limits(
            configuration(
                "server.timeout.first-command = '7s'\nserver.max-unauthenticated-size = '8k'"));
    assertEquals(Duration.ofSeconds(7), limits.firstCommand());
    assertEquals(8192, limits.unauthenticated());
  }
}
