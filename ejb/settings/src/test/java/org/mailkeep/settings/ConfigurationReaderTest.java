package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.Rate;

class ConfigurationReaderTest {

  private static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(SampleSettings.class);

  @TempDir private Path folder;

  @Test
  void whatTheFileLeavesOutHasItsDefault() {
    var configuration = accepted("");
    assertEquals(8192, configuration.get(SampleSettings.MAX_CONNECTIONS));
    assertEquals(Duration.ofMinutes(30), configuration.get(SampleSettings.IDLE));
    assertEquals(new DataSize(50L << 20), configuration.get(SampleSettings.REQUEST));
    assertTrue(configuration.find(SampleSettings.HOSTNAME).isEmpty());
    assertFalse(configuration.isSet(SampleSettings.IDLE));
  }

  @Test
  void valuesAreTypedAndKnowTheirLine() {
    var configuration =
        accepted(
            """
            [server]
            max-connections = 100

            [server.listener.smtp]
            bind = "127.0.0.1:2525"
            protocol = "smtp"

            [server.listener."imap tls"]
            bind = ["[::]:143", "127.0.0.1:144"]
            protocol = 'imap'
            max-connections = 7
            """);
    assertEquals(List.of("imap tls", "smtp"), configuration.ids("server.listener"));
    assertEquals(
        List.of(new HostPort("127.0.0.1", 2525)), configuration.get(SampleSettings.BIND, "smtp"));
    assertEquals(
        List.of(new HostPort("::", 143), new HostPort("127.0.0.1", 144)),
        configuration.get(SampleSettings.BIND, "imap tls"));
    assertEquals(100, configuration.get(SampleSettings.LISTENER_MAX, "smtp"));
    assertEquals(7, configuration.get(SampleSettings.LISTENER_MAX, "imap tls"));
    assertEquals(
        SampleSettings.Protocol.IMAP, configuration.get(SampleSettings.PROTOCOL, "imap tls"));
    assertEquals(
        Optional.of(new Origin("mailkeep.toml", 5)),
        configuration.origin(SampleSettings.BIND, "smtp"));
  }

  @Test
  void allProblemsAreReportedAtOnceWithLineAndNearestKey() {
    var problems =
        refused(
            """
            [server]
            max-conections = 10
            max-connections = "many"
            [imap]
            timeout.idle = "1h30m"
            [storage]
            data = "rocks"
            [server.listener.smtp]
            protocol = "smtp"
            bnd = "127.0.0.1:25"
            [store.rocksdb]
            type = "rocksdb"
            """);
    assertEquals(
        List.of(
            "mailkeep.toml:2: server.max-conections: unknown key; did you mean"
                + " server.max-connections?",
            "mailkeep.toml:3: server.max-connections: many is not a whole number from 1 to 1000000",
            "mailkeep.toml:5: imap.timeout.idle: 1h30m is not a duration such as 500ms, 30s, 5m,"
                + " 1h or 7d, more than zero",
            "mailkeep.toml:7: storage.data: there is no store.rocks; there are rocksdb",
            "mailkeep.toml:9: server.listener.smtp.bind: is missing; expected a list, each item an"
                + " address and a port such as 127.0.0.1:25 or [::]:25",
            "mailkeep.toml:10: server.listener.smtp.bnd: unknown key; did you mean"
                + " server.listener.smtp.bind?"),
        problems.stream().map(ConfigurationProblem::toString).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "250ms,250",
    "30s,30000",
    "5 m,300000",
    "1h,3600000",
    "7d,604800000",
    "1500,1500",
  })
  void durationsAreOneNumberAndAUnit(String text, long millis) {
    var configuration = accepted("imap.timeout.idle = \"" + text + "\"");
    assertEquals(Duration.ofMillis(millis), configuration.get(SampleSettings.IDLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1s", "1w", "1h 5m", "", "99999999999d"})
  void otherDurationsAreRefused(String text) {
    assertEquals(1, refused("imap.timeout.idle = \"" + text + "\"").size());
  }

  @ParameterizedTest
  @CsvSource({"1048576,1048576", "'\"512k\"',524288", "'\"50m\"',52428800", "'\"1G\"',1073741824"})
  void sizesAreBytesWithASuffix(String toml, long bytes) {
    var configuration = accepted("imap.request.max-size = " + toml);
    assertEquals(new DataSize(bytes), configuration.get(SampleSettings.REQUEST));
  }

  @Test
  void aRateMayBeSwitchedOff() {
    assertEquals(
        Optional.of(new Rate(10, Duration.ofMinutes(1))),
        accepted("authentication.fail2ban = '10/1m'").get(SampleSettings.FAIL2BAN));
    for (String off : List.of("false", "'false'", "'none'", "'unlimited'", "''", "'never'", "0")) {
      assertEquals(
          Optional.empty(),
          accepted("authentication.fail2ban = " + off).get(SampleSettings.FAIL2BAN),
          off);
    }
    assertEquals(1, refused("authentication.fail2ban = '10/10ms'").size());
    assertEquals(1, refused("authentication.fail2ban = 'ten per minute'").size());
  }

  @Test
  void expressionsOfOldFilesLoseTheirInnerQuotes() {
    assertEquals(
        "local", accepted("queue.outbound.next-hop = \"'local'\"").get(SampleSettings.NEXT_HOP));
    assertEquals(
        "mailkeep.toml:1: queue.outbound.next-hop: is a table; expected one text, number, true or"
            + " false",
        refused("queue.outbound.next-hop = [{if = 'x', then = 'y'}]").getFirst().toString());
  }

  @Test
  void oldSpellingsAreTakenAndMayNotContradict() {
    var old = accepted("server.hostname = 'mx.example.org'");
    assertEquals("mx.example.org", old.get(SampleSettings.HOSTNAME));
    var both = refused("server.hostname = 'a.example'\nlookup.default.hostname = 'b.example'");
    assertEquals(1, both.size());
    assertTrue(both.getFirst().message().startsWith("given twice"));
  }

  @Test
  void aKeyWithoutPlacesWinsOverOneWithPlaces() {
    var configuration = accepted("lookup.default.hostname = 'a'\nlookup.default.other = 5");
    assertEquals("a", configuration.get(SampleSettings.HOSTNAME));
    assertEquals("5", configuration.get(SampleSettings.LOOKUP, "default", "other"));
  }

  @Test
  void valuesComeFromEnvironmentFilesAndMacros() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    var text =
        """
        lookup.default.hostname = "%{HOST}%.%{env:DOMAIN}%"
        queue.outbound.next-hop = "!RELAY"
        [macros]
        host = "mx"
        [store.a]
        type = "%{cfg:lookup.x.kind}%"
        password = "file://FILE"
        [store.b]
        type = "sql"
        password = "%{file:FILE}%"
        [lookup.x]
        kind = "rocksdb"
        """
            .replace("FILE", secret.toString());
    var environment = Map.of("DOMAIN", "example.org", "RELAY", "relay");
    var sources = Sources.of(name -> Optional.ofNullable(environment.get(name)), Overrides.none());
    var configuration = accepted(text, sources);
    assertEquals("mx.example.org", configuration.get(SampleSettings.HOSTNAME));
    assertEquals("relay", configuration.get(SampleSettings.NEXT_HOP));
    assertEquals("rocksdb", configuration.get(SampleSettings.STORE_TYPE, "a"));
    assertEquals("hunter2", configuration.get(SampleSettings.PASSWORD, "a"));
    assertEquals("hunter2", configuration.get(SampleSettings.PASSWORD, "b"));
  }

  @Test
  void whatCannotBeFoundIsAProblem() {
    var problems =
        refused(
            "lookup.default.hostname = '%{env:NOPE}%'\nstore.a.type = '%{nope}%'\n"
                + "store.a.password = 'file:///no/such/file'");
    assertEquals(
        List.of(
            "%{env:NOPE}% cannot be found or read",
            "%{nope}% cannot be found or read", "file:///no/such/file cannot be found or read"),
        problems.stream()
            .map(ConfigurationProblem::message)
            .filter(m -> m.endsWith("read"))
            .toList());
  }

  @Test
  void overridesWinAndReachIdsOfTheFile() {
    var overrides =
        Map.of(
            "server.max-connections", "5",
            "server.listener.smtp.bind", "127.0.0.1:1, 127.0.0.1:2",
            "server.proxy.trusted-networks", "10.0.0.0/8");
    var sources = Sources.of(_ -> Optional.empty(), key -> Optional.ofNullable(overrides.get(key)));
    var configuration =
        accepted(
            "server.max-connections = 9\n[server.listener.smtp]\nbind = '[::]:25'\n"
                + "protocol = 'smtp'",
            sources);
    assertEquals(5, configuration.get(SampleSettings.MAX_CONNECTIONS));
    assertEquals(2, configuration.get(SampleSettings.BIND, "smtp").size());
    assertEquals(1, configuration.get(SampleSettings.TRUSTED).size());
    assertEquals(
        "overrides",
        configuration.origin(SampleSettings.MAX_CONNECTIONS).map(Origin::toString).orElse(""));
    assertEquals(
        "MAILKEEP_SERVER_MAX_CONNECTIONS", Overrides.environmentName("server.max-connections"));
  }

  @Test
  void tomlErrorsHaveTheirLine() {
    var problems = refused("[server]\nmax-connections = \n");
    assertEquals(2, problems.getFirst().origin().line());
    var twice = refused("a = 1\na = 2\n");
    assertEquals(2, twice.getFirst().origin().line());
  }

  @Test
  void nestingIsBounded() {
    var problems = refused("x = " + "[".repeat(100_000));
    assertEquals("nested deeper than 64", problems.getFirst().message());
    assertFalse(refused("a.".repeat(40) + "b = 1").isEmpty());
  }

  @Test
  void rulesSeeTheWholeConfiguration() {
    var problems = refused("\nserver.max-connections = 42");
    assertEquals(
        List.of("mailkeep.toml:2: server.max-connections: 42 is taken"),
        problems.stream().map(ConfigurationProblem::toString).toList());
  }

  @Test
  void filesMayIncludeOthers() throws IOException {
    Files.writeString(folder.resolve("more.toml"), "\nserver.max-conections = 3\n");
    var main = Files.writeString(folder.resolve("main.toml"), "include.files = 'more.toml'\n");
    var reader = new ConfigurationReader(CATALOGUE, Sources.none());
    var refused = assertInstanceOf(ConfigurationReader.Refused.class, reader.read(main));
    assertEquals(
        new Origin(folder.resolve("more.toml").toString(), 2),
        refused.problems().getFirst().origin());
  }

  /// The default file is hundreds of lines of comments; a parser that looks ahead at each of them
  /// took ten seconds for it, at every command. This one is forty times as long.
  @Test
  void aLongCommentedFileTakesNoTime() {
    String commented = "# a comment\n#key = 1\n\n".repeat(10_000) + "server.max-connections = 3\n";
    var configuration =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> accepted(commented));
    assertEquals(3, configuration.get(SampleSettings.MAX_CONNECTIONS));
  }

  @Test
  void aMissingFileIsAProblemToo() {
    var reader = new ConfigurationReader(CATALOGUE, Sources.none());
    var refused =
        assertInstanceOf(ConfigurationReader.Refused.class, reader.read(folder.resolve("none")));
    assertEquals("no such file", refused.problems().getFirst().message());
  }

  @Test
  void aReloadKnowsWhatChanged() {
    var before = accepted("server.max-connections = 8192\nimap.timeout.idle = '5m'");
    var after = accepted("session.extensions.chunking = false");
    assertEquals(List.of("session.extensions.chunking"), before.changed(after, Applies.ON_RELOAD));
    assertEquals(List.of("imap.timeout.idle"), before.changed(after, Applies.ON_RESTART));
  }

  @Test
  void secretsStandInNoProblem() {
    var problems = refused("store.a.type = 'x'\nstore.a.password = 12345");
    assertFalse(problems.toString().contains("12345"));
  }

  @Test
  void askingForWhatIsNotDeclaredIsABug() {
    var configuration = accepted("");
    var stranger = Setting.bool("a.b").or(true).says("Not in the catalogue.");
    assertThrows(IllegalArgumentException.class, () -> configuration.get(stranger));
    assertThrows(
        IllegalArgumentException.class, () -> configuration.get(SampleSettings.BIND, "a", "b"));
    assertThrows(IllegalStateException.class, () -> configuration.get(SampleSettings.DATA));
  }

  private static Configuration accepted(String toml) {
    return accepted(toml, Sources.none());
  }

  private static Configuration accepted(String toml, Sources sources) {
    return switch (new ConfigurationReader(CATALOGUE, sources).read("mailkeep.toml", toml)) {
      case ConfigurationReader.Accepted(var configuration) -> configuration;
      case ConfigurationReader.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private static List<ConfigurationProblem> refused(String toml) {
    var reading = new ConfigurationReader(CATALOGUE, Sources.none()).read("mailkeep.toml", toml);
    return assertInstanceOf(ConfigurationReader.Refused.class, reading).problems();
  }
}
