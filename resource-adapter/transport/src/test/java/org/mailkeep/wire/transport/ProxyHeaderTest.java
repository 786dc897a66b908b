package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.telemetry.ConnectionEvent;

class ProxyHeaderTest {

  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String IPV4 =
      "21" + "11" + "000c" + "c0000201" + "c6336401" + "dc04" + "0019";

  private static Wire wire(String trusted) throws IOException {
    var networks = List.of(IpNetwork.parse(trusted).orElseThrow());
    return new Wire(
        new Parrot(),
        config -> config.withProxies(networks),
        Wire.LIMITS,
        new Certificates(List.of()));
  }

  private static String octets(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.1 198.51.100.1 56324 25, 192.0.2.1",
    "PROXY TCP6 2001:db8::1 2001:db8::2 1 25, 2001:db8:0:0:0:0:0:1",
    "PROXY UNKNOWN, 127.0.0.1",
    "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535, 127.0.0.1",
  })
  void version1NamesTheClient(String header, String client) throws IOException {
    try (var wire = wire("127.0.0.0/8")) {
      var proxy = wire.client().send(header + "\r\nfirst\r\n");
      assertEquals("hello " + client, proxy.line());
      assertEquals("first", proxy.line());
    }
  }

  @ParameterizedTest
  @CsvSource({
    IPV4 + ", 192.0.2.1",
    "2111000f" + "c0000201" + "c6336401" + "dc040019" + "04ffff" + ", 192.0.2.1",
    "21210024"
        + "20010db8000000000000000000000001"
        + "20010db8000000000000000000000002"
        + "00010019"
        + ", 2001:db8:0:0:0:0:0:1",
    "20000000, 127.0.0.1",
    "21000000, 127.0.0.1",
  })
  void version2NamesTheClient(String header, String client) throws IOException {
    try (var wire = wire("127.0.0.1")) {
      var proxy = wire.client().send(octets(SIGNATURE + header) + "first\r\n");
      assertEquals("hello " + client, proxy.line());
      assertEquals("first", proxy.line());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO example.org\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 56324\r\n",
        "PROXY TCP4 192.0.2.256 198.51.100.1 1 25\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 1 25\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 1 65536\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 1 -5\r\n",
        "PROXY TCP4 localhost 198.51.100.1 1 25\r\n",
        "PROXY TCP4  192.0.2.1 198.51.100.1 1 25\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 1 25\n",
        "PROXY UDP4 192.0.2.1 198.51.100.1 1 25\r\n",
        "PROXYTCP4 192.0.2.1 198.51.100.1 1 25\r\n",
        "PROXY\r\n",
      })
  void anythingElseEndsTheConnectionUnserved(String header) throws IOException {
    try (var wire = wire("127.0.0.0/8")) {
      var proxy = wire.client().send(header);
      assertEquals("<end>", proxy.line());
      wire.events.await(ConnectionEvent.ProxyHeaderRefused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"22110000", "31110000", "21110004c0000201", "2111ffff"})
  void badVersion2EndsTheConnectionUnserved(String header) throws IOException {
    try (var wire = wire("127.0.0.0/8")) {
      var proxy = wire.client().send(octets(SIGNATURE + header));
      assertEquals("<end>", proxy.line());
      wire.events.await(ConnectionEvent.ProxyHeaderRefused.class);
    }
  }

  @Test
  void aLineThatNeverEndsIsRefused() throws IOException {
    try (var wire = wire("127.0.0.0/8")) {
      var proxy = wire.client().send("PROXY " + "x".repeat(500) + "\r\n");
      assertEquals("<end>", proxy.line());
    }
  }

  @Test
  void strangersCannotPretend() throws IOException {
    try (var wire = wire("192.0.2.0/24")) {
      var stranger = wire.client().send("PROXY TCP4 192.0.2.1 198.51.100.1 56324 25\r\n");
      assertEquals("hello 127.0.0.1", stranger.line());
      assertEquals("PROXY TCP4 192.0.2.1 198.51.100.1 56324 25", stranger.line());
    }
  }

  @Test
  void theParserItselfRefusesToo() throws IOException {
    assertEquals(Optional.empty(), ProxyHeader.version1("PROXY UNKNOWN"));
    assertThrows(ProxyHeader.Malformed.class, () -> ProxyHeader.version1(""));
    assertThrows(ProxyHeader.Malformed.class, () -> ProxyHeader.version2(0x21, 0x11, new byte[11]));
    assertTrue(ProxyHeader.version2(0x21, 0x31, new byte[0]).isEmpty());
  }
}
