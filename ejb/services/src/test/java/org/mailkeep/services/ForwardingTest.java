package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.settings.Sources;

class ForwardingTest {
  private static final Forwarding PROXIES =
      new Forwarding(
          List.of(
              network("127.0.0.1"), network("::1"), network("10.0.0.0/8"), network("fd00::/8")));

  private static IpNetwork network(String text) {
    return IpNetwork.parse(text).orElseThrow();
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static InetAddress common(String peer, String... lines) {
    return PROXIES.client(address(peer), List.of(lines), List.of());
  }

  private static InetAddress standard(String peer, String... lines) {
    return PROXIES.client(address(peer), List.of(), List.of(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "127.0.0.2"})
  void whoIsNoProxyIsNotBelieved(String peer) {
    assertEquals(address(peer), common(peer, "198.51.100.7"));
    assertEquals(address(peer), standard(peer, "for=198.51.100.7"));
    assertEquals(
        address("127.0.0.1"),
        Forwarding.NONE.client(address("127.0.0.1"), List.of("198.51.100.7"), List.of()));
  }

  @Test
  void withoutAHeaderItIsThePeer() {
    assertEquals(address("127.0.0.1"), common("127.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7",
    "198.51.100.7:4711",
    "2001:db8::7",
    "[2001:db8::7]",
    "[2001:db8::7]:4711",
    "::ffff:198.51.100.7"
  })
  void aProxyTellsItsClient(String node) {
    var client = address(node.contains("2001") ? "2001:db8::7" : "198.51.100.7");
    assertEquals(client, common("127.0.0.1", node));
    assertEquals(client, common("::1", " " + node + " "));
    assertEquals(client, standard("127.0.0.1", "For=\"" + node + "\";proto=https"));
  }

  @Test
  void whatAClientInventsStandsBeforeWhatTheProxyAdds() {
    var client = address("198.51.100.7");
    assertEquals(client, common("127.0.0.1", "127.0.0.1, 198.51.100.7"));
    assertEquals(client, common("127.0.0.1", "203.0.113.1", "198.51.100.7"));
    assertEquals(client, common("127.0.0.1", "nonsense, 198.51.100.7"));
    assertEquals(client, standard("127.0.0.1", "for=127.0.0.1", "for=198.51.100.7"));
    assertEquals(client, standard("127.0.0.1", "for=\"a,b;for=c\", by=x;for=198.51.100.7"));
  }

  @Test
  void severalProxiesOfOursAreSteppedOver() {
    var client = address("198.51.100.7");
    assertEquals(client, common("127.0.0.1", "203.0.113.1, 198.51.100.7, 10.1.2.3, fd00::5"));
    assertEquals(
        client,
        standard("fd00::5", "for=198.51.100.7, for=10.1.2.3;proto=http, for=\"[fd00::6]\""));
    assertEquals(
        address("10.9.9.9"), common("127.0.0.1", "10.9.9.9, 10.1.2.3"), "somebody of the house");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "_hidden",
        "host.example.org",
        "1",
        "127.1",
        "300.1.1.1",
        "1.2.3.4:",
        "1.2.3.4:123456",
        "fe80::1%eth0",
        "[::1",
        ":::",
        "198.51.100.7 10.0.0.1",
        "'198.51.100.7'"
      })
  void nonsenseIsNobodyAndNotThisMachine(String node) {
    assertEquals(Forwarding.NOWHERE, common("127.0.0.1", "198.51.100.7, " + node));
    assertEquals(Forwarding.NOWHERE, standard("127.0.0.1", "for=\"" + node + "\""));
    assertEquals(Forwarding.NOWHERE, standard("127.0.0.1", "for=" + node));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=\"198.51.100.1, for=198.51.100.7",
        "for=\"198.51.100.1, for=\"[2001:db8::7]\"",
        "for=\"\\\"198.51.100.7\"",
        "by=198.51.100.7",
        "proto=https"
      })
  void anOpenQuoteHidesNothing(String line) {
    assertEquals(Forwarding.NOWHERE, standard("127.0.0.1", line));
  }

  @Test
  void twoHeadersHaveToAgree() {
    var peer = address("127.0.0.1");
    var common = List.of("198.51.100.7");
    assertEquals(
        address("198.51.100.7"), PROXIES.client(peer, common, List.of("for=198.51.100.7")));
    assertEquals(Forwarding.NOWHERE, PROXIES.client(peer, common, List.of("for=203.0.113.1")));
  }

  @Test
  void anotherMachineDoesNotMakeSomebodyThisOne() {
    assertEquals(Forwarding.NOWHERE, common("10.0.0.1", "127.0.0.1"));
    assertEquals(Forwarding.NOWHERE, common("10.0.0.1", "::1, 10.0.0.2"));
    assertEquals(address("127.0.0.1"), common("::1", "127.0.0.1"));
  }

  @Test
  void noTextMakesThisMachineOfAnother() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String[] words = {
      "for=", "127.0.0.1", "::1", "[", "]", "\"", ",", ";", ":", "\\", "%", " ", "9"
    };
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(words[random.nextInt(words.length)]);
      }
      for (InetAddress client :
          List.of(
              common("10.0.0.1", text + ", 198.51.100.7"),
              standard("10.0.0.1", text + ", for=198.51.100.7"))) {
        assertTrue(
            client.equals(Forwarding.NOWHERE) || client.equals(address("198.51.100.7")),
            () -> text + " is " + client + ", seed " + seed);
      }
    }
  }

  @Test
  void aProxyOfOursIsNotBelievedToBeThisMachine() {
    assertEquals(Forwarding.NOWHERE, common("127.0.0.1", "127.0.0.1, 10.5.5.5"));
    assertEquals(address("::1"), common("127.0.0.1", "::1"), "another proxy here");
  }

  @Test
  void hopsAreCounted() {
    String most = "198.51.100.7" + ", 10.0.0.1".repeat(Forwarding.MOST_HOPS - 1);
    assertEquals(address("198.51.100.7"), common("127.0.0.1", most));
    assertEquals(Forwarding.NOWHERE, common("127.0.0.1", most + ", 10.0.0.1"));
  }

  @Test
  void theSettingsSayWhoIsBelieved() {
    assertSame(Forwarding.NONE, Forwarding.of(read("server.proxy.trusted-networks = \"::1\"")));
    for (String key : List.of("server.http.use-x-forwarded", "jmap.rate-limit.use-forwarded")) {
      var forwarding =
          Forwarding.of(read("server.proxy.trusted-networks = [\"::1\"]\n" + key + " = true"));
      assertEquals(List.of(network("::1")), forwarding.proxies());
    }
    assertEquals(
        List.of("server.http.use-x-forwarded does nothing without server.proxy.trusted-networks"),
        IdleSettings.of(read("server.http.use-x-forwarded = true")));
  }

  @Test
  void aRequestIsReadWithAllItsLines() {
    var request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                ForwardingTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (_, method, arguments) ->
                    method.getName().equals("getRemoteAddr")
                        ? "127.0.0.1"
                        : Collections.enumeration(
                            arguments[0].equals("X-Forwarded-For")
                                ? List.of("203.0.113.1", "198.51.100.7")
                                : List.of()));
    assertEquals(address("198.51.100.7"), Origin.remote(request, PROXIES));
    assertEquals(address("127.0.0.1"), Origin.remote(request, Forwarding.NONE));
  }

  private static Configuration read(String toml) {
    var reader = new ConfigurationReader(Catalogue.all(), Sources.none());
    return assertInstanceOf(ConfigurationReader.Accepted.class, reader.read("text", toml))
        .configuration();
  }
}
