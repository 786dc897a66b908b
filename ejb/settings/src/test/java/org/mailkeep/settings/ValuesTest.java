package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.DataSize;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:25, 127.0.0.1, 25",
    "[::]:25, ::, 25",
    "[2001:db8::1]:0, 2001:db8::1, 0",
    "mail.example.org:65535, mail.example.org, 65535",
  })
  void addressesHaveAPort(String text, String host, int port) {
    assertEquals(Optional.of(new HostPort(host, port)), HostPort.parse(text));
    assertEquals(text, new HostPort(host, port).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":25",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "::1:25",
        "[127.0.0.1]:25",
        "[]:25",
        "a b:25",
        "a/b:25",
        "host:+5",
        "host:000025"
      })
  void otherTextsAreNoAddress(String text) {
    assertEquals(Optional.empty(), HostPort.parse(text));
  }

  @Test
  void impossibleAddressesCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> new HostPort("", 25));
    assertThrows(IllegalArgumentException.class, () -> new HostPort("a", 65_536));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.129, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::/0, 2001:db8::1, true",
    "::ffff:192.0.2.0/24, 192.0.2.77, true",
  })
  void networksContainTheirAddresses(String network, String address, boolean contains) {
    var parsed = IpNetwork.parse(network).orElseThrow();
    assertEquals(contains, parsed.contains(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "/8"})
  void otherTextsAreNoNetwork(String text) {
    assertEquals(Optional.empty(), IpNetwork.parse(text));
  }

  @Test
  void networksPrintAsTheyAreWritten() {
    assertEquals("10.0.0.0/8", IpNetwork.parse("10.0.0.0/8").orElseThrow().toString());
    assertEquals("10.0.0.1", IpNetwork.parse("10.0.0.1").orElseThrow().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "192.0.2.255/25, 192.0.2.128/25",
    "192.0.2.1, 192.0.2.1",
    "255.255.255.255/0, 0.0.0.0/0",
    "2001:db8:1:2:3:4:5:6/64, 2001:db8:1:2:0:0:0:0/64",
  })
  void networksOfTheSameAddressesAreEqualOnceMasked(String written, String masked) {
    IpNetwork network = IpNetwork.parse(written).orElseThrow().masked();
    assertEquals(masked, network.toString());
    assertEquals(IpNetwork.parse(masked).orElseThrow(), network);
  }

  private static <T> void printsAndReads(ValueType<T> type, T value, String toml) {
    assertEquals(toml, type.print(value));
    String plain = toml.startsWith("\"") ? toml.substring(1, toml.length() - 1) : toml;
    assertEquals(Optional.of(value), type.read(RawValue.text(plain)));
  }

  @Test
  void whatIsPrintedReadsBack() {
    printsAndReads(ValueTypes.DURATION_TYPE, Duration.ofMillis(1500), "\"1500ms\"");
    printsAndReads(ValueTypes.DURATION_TYPE, Duration.ofSeconds(90), "\"90s\"");
    printsAndReads(ValueTypes.DURATION_TYPE, Duration.ofHours(36), "\"36h\"");
    printsAndReads(ValueTypes.DURATION_TYPE, Duration.ofDays(5), "\"5d\"");
    printsAndReads(ValueTypes.SIZE_TYPE, new DataSize(0), "0");
    printsAndReads(ValueTypes.SIZE_TYPE, new DataSize(1000), "1000");
    printsAndReads(ValueTypes.SIZE_TYPE, new DataSize(3 << 10), "\"3k\"");
    printsAndReads(ValueTypes.SIZE_TYPE, new DataSize(250L << 20), "\"250m\"");
    printsAndReads(ValueTypes.SIZE_TYPE, new DataSize(2L << 30), "\"2g\"");
    printsAndReads(ValueTypes.BOOLEAN, true, "true");
    printsAndReads(ValueTypes.integer(0, 9), 7, "7");
    printsAndReads(ValueTypes.PATH, Path.of("logs", "x"), "\"logs/x\"");
    assertEquals("\"a\\\"b\\\\c\\nd\"", ValueTypes.TEXT.print("a\"b\\c\nd"));
  }

  @ParameterizedTest
  @CsvSource({"manage-sieve", "MANAGE-SIEVE", "manage_sieve", "'''manage-sieve'''"})
  void choicesIgnoreCaseHyphensAndInnerQuotes(String text) {
    assertEquals(
        Optional.of(SampleSettings.Protocol.MANAGE_SIEVE),
        ValueTypes.choice(SampleSettings.Protocol.class).read(RawValue.text(text)));
  }

  @Test
  void numbersHaveBounds() {
    var type = ValueTypes.integer(1, 10);
    assertEquals(Optional.of(10), type.read(RawValue.text("10")));
    assertEquals(Optional.empty(), type.read(RawValue.text("11")));
    assertEquals(Optional.empty(), type.read(RawValue.text("0")));
    assertEquals(Optional.empty(), type.read(RawValue.text("1.5")));
    assertEquals(Optional.empty(), type.read(RawValue.text("99999999999999999999")));
  }

  @Test
  void textIsQuotedTextOnly() {
    var number = RawValue.of(new Scalar(Scalar.Kind.INTEGER, "5"));
    assertEquals(Optional.empty(), ValueTypes.TEXT.read(number));
    assertEquals(Optional.of("5"), ValueTypes.ANY.read(number));
    var two = new RawValue(List.of(Scalar.text("a"), Scalar.text("b")), true);
    assertEquals(Optional.empty(), ValueTypes.TEXT.read(two));
    assertEquals(Optional.of(List.of("a", "b")), ValueTypes.TEXT.list().read(two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "false", "disable", "disabled", "never", "none", "0"})
  void noneHasManyNames(String text) {
    assertEquals(
        Optional.of(Optional.empty()), ValueTypes.DURATION_TYPE.orNone().read(RawValue.text(text)));
  }

  @Test
  void theNearestKeyIsTheOneMeant() {
    var patterns =
        List.of(KeyPattern.of("server.max-connections"), KeyPattern.of("store.<id>.path"));
    assertEquals(
        Optional.of("server.max-connections"),
        NearestKey.of(List.of("server", "max-conections"), patterns));
    assertEquals(
        Optional.of("store.\"a b\".path"), NearestKey.of(List.of("store", "a b", "pth"), patterns));
    assertEquals(Optional.empty(), NearestKey.of(List.of("something", "else"), patterns));
    assertEquals(Optional.empty(), NearestKey.of(List.of("x".repeat(10_000)), patterns));
    assertEquals(3, NearestKey.distance("kitten", "sitting", 10));
    assertEquals(2, NearestKey.distance("kitten", "sitting it is", 2));
  }

  @Test
  void declarationsThatCannotBeAreBugs() {
    assertThrows(IllegalArgumentException.class, () -> Setting.bool("a..b"));
    assertThrows(IllegalArgumentException.class, () -> Setting.bool("a.<id>.b").formerly("a.b"));
    assertThrows(IllegalArgumentException.class, () -> Setting.duration("a").orText("soon"));
    assertThrows(
        IllegalArgumentException.class,
        () -> SettingsCatalogue.of(SampleSettings.class, SampleSettings.class));
    assertEquals("store.\"a.b\".type", SampleSettings.STORE_TYPE.key("a.b"));
    assertTrue(SampleSettings.PASSWORD.secret() && SampleSettings.PASSWORD.content());
    assertFalse(SampleSettings.DATA.content());
  }
}
