package org.mailkeep.expression;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.expression.SampleRules.Mechanism;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Applies;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.settings.Sources;

/// Rules in files: both dialects, plain values, and what is wrong with the others.
final class RuleTest {
  private static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(SampleRules.class, NamedRules.class);

  private static ConfigurationReader.Reading read(String toml) {
    return new ConfigurationReader(CATALOGUE, Sources.none()).read("mailkeep.toml", toml);
  }

  private static Configuration good(String toml) {
    return switch (read(toml)) {
      case ConfigurationReader.Accepted(var configuration) -> configuration;
      case ConfigurationReader.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private static <T> Optional<T> value(Setting<Rule<T>> setting, String toml) {
    return good(toml).get(setting).value(SampleWorld.FACTS, new SampleWorld());
  }

  /// The problems, one in a line.
  private static String bad(String toml) {
    var refused = assertInstanceOf(ConfigurationReader.Refused.class, read(toml));
    return String.join(
        "\n", refused.problems().stream().map(ConfigurationProblem::toString).toList());
  }

  @Test
  void plainValuesMeanThemselves() {
    assertEquals(Optional.of(true), value(SampleRules.RELAY, "relay = true"));
    assertEquals(Optional.of(false), value(SampleRules.RELAY, ""));
    assertEquals(
        Optional.of(List.of(Mechanism.PLAIN)),
        value(SampleRules.MECHANISMS, "mechanisms = 'plain'"));
    assertEquals(
        Optional.of(List.of(Mechanism.PLAIN, Mechanism.SCRAM_SHA_256)),
        value(SampleRules.MECHANISMS, "mechanisms = ['plain', 'scram-sha-256']"));
    assertEquals(Optional.of(new DataSize(1 << 20)), value(SampleRules.SIZE, "limits.size = '1m'"));
    assertEquals(Optional.of(new DataSize(77)), value(SampleRules.SIZE, "limits.size = 77"));
    assertEquals(Optional.of(Duration.ofMinutes(5)), value(SampleRules.WAIT, "wait = '5m'"));
    assertEquals(Optional.of("Mailkeep"), value(SampleRules.GREETING, "greeting = 'Mailkeep'"));
    assertEquals(
        Optional.of("Welcome - to us!"),
        value(SampleRules.GREETING, "greeting = 'Welcome - to us!'"));
    assertEquals(Optional.of("local"), value(SampleRules.GREETING, "greeting = \"'local'\""));
    assertTrue(good("relay = true").get(SampleRules.RELAY).constant().isPresent());
  }

  @Test
  void anExpressionMayStandForThePlainValue() {
    assertEquals(
        Optional.of(false), value(SampleRules.RELAY, "relay = \"listener = 'smtp' || !is_tls\""));
    assertEquals(
        Optional.of(List.of(Mechanism.PLAIN, Mechanism.LOGIN)),
        value(SampleRules.MECHANISMS, "mechanisms = '[plain, login]'"));
    assertEquals(
        Optional.of(List.of(Mechanism.SCRAM_SHA_256)),
        value(SampleRules.MECHANISMS, "mechanisms = 'scram_sha_256'"));
    assertEquals(
        Optional.of("red at your service"),
        value(SampleRules.GREETING, "greeting = \"key_get('l', 'color') + ' at your service'\""));
    assertEquals(
        Optional.of(587), value(SampleRules.RECIPIENTS, "limits.recipients = 'local_port'"));
    assertEquals(
        Optional.of(Duration.ofSeconds(90)), value(SampleRules.WAIT, "wait = 'expires_in'"));
    assertEquals(Optional.of(Duration.ofSeconds(90)), value(SampleRules.WAIT, "wait = '1m + 30s'"));
  }

  @Test
  void blocksAreAskedInOrder() {
    String rule =
        """
        relay = [ { if = "listener = 'smtp'", then = false },
                  { if = "authenticated_as != ''", then = true },
                  { else = false } ]
        """;
    assertEquals(Optional.of(true), value(SampleRules.RELAY, rule));
    assertEquals(
        Optional.of(List.of(Mechanism.LOGIN)),
        value(
            SampleRules.MECHANISMS,
            """
            [[mechanisms]]
            if = "local_port != 25 && is_tls"
            then = "[login]"
            [[mechanisms]]
            else = false
            """));
    assertEquals(
        Optional.of(List.of()),
        value(
            SampleRules.MECHANISMS,
            "mechanisms = [{ if = '!is_tls', then = ['plain', 'login'] }, { else = [] }]"));
    assertEquals(
        Optional.of("example.org of jane.doe"),
        value(
            SampleRules.GREETING,
            """
            greeting = [ { if = "matches('^(.+)@(.+)$', sender)", then = "$2 + ' of ' + $1" },
                         { else = "''" } ]
            """));
  }

  @Test
  void blocksOfADatabaseHaveNumbersWithoutZeros() {
    assertEquals(
        Optional.of(true),
        value(
            SampleRules.RELAY,
            """
            relay.0.if = "is_tls"
            relay.0.then = true
            relay.1.else = false
            """));
  }

  @Test
  void theOlderRulesMeanTheSame() {
    assertEquals(
        Optional.of(true),
        value(
            SampleRules.RELAY,
            "relay = [{ if = 'remote-ip', eq = '10.0.0.0/8', then = true }, { else = false }]"));
    assertEquals(
        Optional.of(false),
        value(
            SampleRules.RELAY,
            """
            relay = [ { any-of = [ { if = "rcpt-domain", eq = "example.org" },
                                   { if = "remote-ip", eq = "192.168.0.0/24" },
                                   { all-of = [ { if = "rcpt", starts-with = "morris@" },
                                                { if = "sender", ends-with = "@domain.org" },
                                                { none-of = [ { if = "priority", eq = 1 },
                                                              { if = "priority", ne = -2 } ] } ] }
                                 ], then = true },
                      { else = false } ]
            """));
    assertEquals(
        Optional.of(List.of(Mechanism.PLAIN)),
        value(
            SampleRules.MECHANISMS,
            "mechanisms = [{ if = 'listener', ne = 'smtp', then = ['plain'] }, { else = false }]"));
    assertEquals(
        Optional.of(Duration.ofDays(5)),
        value(
            SampleRules.WAIT,
            "wait = [{ if = 'sender', starts-with = 'jane', then = '5d' }, { else = '1h' }]"));
    assertEquals(
        Optional.of("local"),
        value(
            SampleRules.GREETING,
            "greeting = [{ if = 'rcpt-domain', in-list = 'directory/domains', then = 'local' }, {"
                + " else = 'none' }]"));
  }

  /// Of the one in expressions.txt.
  @ParameterizedTest
  @CsvSource({
    "listener, eq, submission, true",
    "listener, ne, submission, false",
    "sender, starts-with, jane, true",
    "sender, not-starts-with, jane, false",
    "sender, ends-with, .org, true",
    "sender, not-ends-with, .org, false",
    "sender, matches, ^j.+@, true",
    "sender, not-matches, ^j.+@, false",
    "rcpt-domain, in-list, directory/domains, true",
    "rcpt-domain, not-in-list, directory/domains, false",
    "local-port, eq, 587, true",
    "remote-ip, eq, 10.1.2.3, true",
    "remote-ip, ne, 10.0.0.0/8, false",
    "authenticated-as, ne, '', true",
    "is-tls, eq, 1, true",
  })
  void everyComparator(String variable, String comparator, String with, boolean expected) {
    assertEquals(
        Optional.of(expected),
        value(
            SampleRules.RELAY,
            "relay = [{ if = '%s', %s = '%s', then = true }, { else = false }]"
                .formatted(variable, comparator, with)));
  }

  @Test
  void olderTextsHaveValuesWithin() {
    assertEquals(
        Optional.of("jane/example.org/jane.doe@example.org"),
        value(
            SampleRules.GREETING,
            """
            greeting = [ { if = "sender", matches = "^([^.]+)\\\\.([^.]+)@(.+)$",
                           then = "${1}/${sender-domain}/${0}" },
                         { else = "none" } ]
            """));
    assertEquals(
        Optional.of(587),
        value(
            SampleRules.RECIPIENTS,
            "limits.recipients = [{ if = 'sender', ne = '', then = '${local-port}' }, { else = 1"
                + " }]"));
  }

  @Test
  void theOldestFormMapsAnAddress() {
    assertEquals(
        Optional.of("john@example.com"),
        value(SampleRules.FEW, "few = { map = '^(.+)\\+.+@(.+)$', to = '${1}@${2}' }"));
    assertEquals(Optional.of("0"), value(SampleRules.FEW, "few = { map = '^nobody$', to = 'x' }"));
  }

  @Test
  void conditionsMayHaveNames() {
    String named =
        """
        [rule."from-us"]
        any-of = [ { if = "ours" }, { if = "authenticated-as", eq = "root" } ]
        [rule.ours]
        if = "sender-domain"
        eq = "example.org"
        """;
    assertEquals(
        Optional.of(true),
        value(
            SampleRules.RELAY,
            "relay = [{ if = 'from-us', then = true }, { else = false }]\n" + named));
    assertEquals(
        "mailkeep.toml:3: few: mx is not known here; known are rcpt",
        bad("few = [{ if = 'x', then = '' }, { else = '' }]\n[rule.x]\nif = 'mx'\neq = 'a'"));
    assertTrue(bad("rule.a.if = 'b'\nrule.b.if = 'a'").contains("rule b leads back to itself"));
  }

  @Test
  void everyExampleOfTheReferenceHasItsMeaning() {
    var expected =
        Map.ofEntries(
            Map.entry("local_port==25", Values.FALSE),
            Map.entry("local_port != 25 && is_tls", Values.TRUE),
            Map.entry("key_get('default','hostname')", Values.NOTHING),
            Map.entry(
                "'mx.example.org' + ' ESMTP at your service'",
                Values.of("mx.example.org ESMTP at your service")),
            Map.entry("is_local_domain('*',rcpt_domain)", Values.TRUE),
            Map.entry("'local'", Values.of("local")),
            Map.entry("['rsa']", Values.of(List.of("rsa"))),
            Map.entry(
                "['rsa-'+sender_domain,'ed25519-'+sender_domain]",
                Values.of(List.of("rsa-example.org", "ed25519-example.org"))),
            Map.entry("'MAILER-DAEMON@'+rcpt_domain", Values.of("MAILER-DAEMON@example.com")),
            Map.entry(
                "listener != 'smtp' & matches('^([^.]+)@([^.]+)\\.(.+)$', rcpt)", Values.TRUE),
            Map.entry("[1, 1d]", new Value.Items(List.of(Values.of(1), Values.of(86_400_000)))));
    expected.forEach((text, value) -> {
      try {
        var parsed = Parser.parse(text, ExpressionTableTest.SCOPE, Map.of(), -1);
        var evaluation = new Evaluation(SampleWorld.FACTS, new SampleWorld());
        assertEquals(value, evaluation.value(parsed.expression()), text);
      } catch (SyntaxException e) {
        throw new AssertionError(text, e);
      }
    });
  }

  @Test
  void theReferencesQueueExampleKnowsItsVariables() throws SyntaxException {
    var parsed = Parser.parse("retry_num>0 && last_error=='tls'", Scope.everything(), Map.of(), -1);
    Facts facts = variable -> variable == Variable.RETRY_NUM ? Values.of(1) : Values.of("tls");
    assertTrue(new Evaluation(facts, new SampleWorld()).isTrue(parsed.expression()));
  }

  @Test
  void aRuleWithoutElseIsRefused() {
    assertEquals(
        "mailkeep.toml:1: relay: the last block must be { else = … }: what holds otherwise",
        bad("relay = [{ if = 'is_tls', then = true }]"));
  }

  /// File, line, key and column.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "relay = [{ if = 'is_tsl', then = true }, { else = 1 }] ~ 1: relay: column 1: unknown"
            + " variable is_tsl; a text stands in quotes; did you mean is_tls?",
        "relay = [{ if = 'is_tls', then = true }, { else = true }, { else = true }] ~ 1: relay:"
            + " { else } must be the last block",
        "relay = [{ if = 'is_tls' }, { else = true }] ~ 1: relay: expected then",
        "relay = [{ then = true }, { else = true }] ~ 1: relay: expected if, any-of, all-of or"
            + " none-of",
        "relay = [{ if = 'is_tls', then = true, thn = 1 }, { else = true }] ~ 1: relay: unknown key"
            + " thn; did you mean then?",
        "relay = [{ if = 'sender', eq = 'a', ne = 'b', then = true }, { else = true }] ~ 1: relay:"
            + " ne cannot stand beside eq, if",
        "relay = [{ if = 'sendr', eq = 'a', then = true }, { else = true }] ~ 1: relay: unknown"
            + " variable sendr; did you mean sender?",
        "relay = [{ if = 'sender', eq = ['a', 'b'], then = true }, { else = true }] ~ 1: relay: eq"
            + " takes one value",
        "relay = [{ if = 'sender', matches = '(', then = true }, { else = true }] ~ 1: relay: the"
            + " regular expression is none: missing closing )",
        "relay = [{ if = 'is_tls', then = { a = 1 } }, { else = true }] ~ 1: relay: expected one"
            + " value, or a list of them",
        "relay = [{ else = true, then = false }] ~ 1: relay: { else } takes nothing beside it",
        "relay = { if = 'is_tls', then = true } ~ 1: relay: expected a list of blocks:"
            + " [ { if, then }, { else } ]",
        "relay = [{ any-of = 'x', then = true }, { else = true }] ~ 1: relay: any-of takes a list"
            + " of conditions",
        "relay = 'yes' ~ 1: relay: yes is not true or false, an expression, or a list of"
            + " { if, then } that ends with { else }",
        "relay = 'yes()' ~ 1: relay: column 1: unknown function yes",
      })
  void rulesThatAreWrongSayWhereAndWhatWasExpected(String toml, String problem) {
    assertEquals("mailkeep.toml:" + problem, bad(toml));
  }

  /// The same for values.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "wait = [{ if = 'is_tls', then = 'x y' }, { else = '1m' }] ~ 1: wait: column 1: unknown"
            + " variable x; a text stands in quotes",
        "wait = [{ if = 'is_tls', then = true }, { else = '1m' }] ~ 1: wait: true is not a duration"
            + " such as 500ms, 30s, 5m, 1h or 7d, more than zero",
        "limits.recipients = '5m' ~ 1: limits.recipients: 300000 is not a whole number from 1 to"
            + " 1000",
        "limits.recipients = 'recipients' ~ 1: limits.recipients: a list is not a whole number from"
            + " 1 to 1000",
        "limits.recipients = '2 * 600 * 0 + 1001' ~ ok",
        "greeting = [{ if = 'sender', eq = 'a', then = '${1}' }, { else = '' }] ~ 1: greeting:"
            + " column 1: ${1} needs a matches in the condition",
        "greeting = [{ if = 'sender', eq = 'a', then = '${sendr}' }, { else = '' }] ~ 1: greeting:"
            + " column 1: unknown variable sendr; did you mean sender?",
        "greeting = [{ if = 'sender', eq = 'a', then = 'x ${y' }, { else = '' }] ~ 1: greeting:"
            + " column 3: ${ without its closing }",
        "few = \"sender + ''\" ~ 1: few: column 1: sender is not known here; known are rcpt",
        "few = \"is_local_domain('', rcpt)\" ~ 1: few: column 1: is_local_domain cannot be asked"
            + " here",
        "few = [{ if = 'rcpt', in-list = 'a', then = '' }, { else = '' }] ~ 1: few: lists cannot be"
            + " asked here",
      })
  void valuesThatAreWrongSayWhereAndWhatWasExpected(String toml, String problem) {
    if (problem.equals("ok")) {
      assertTrue(
          value(SampleRules.RECIPIENTS, toml).isEmpty(), "what is out of bounds is no value");
    } else {
      assertEquals("mailkeep.toml:" + problem, bad(toml));
    }
  }

  @Test
  void rulesTellWhichListsTheyAsk() {
    Configuration configuration =
        good(
            """
            relay = [
              { if = 'sender', in-list = 'friends', then = true },
              { any-of = [ { if = 'rcpt', eq = 'a' },
                           { if = 'rcpt', not-in-list = 'sql/foes' } ], then = true },
              { if = 'trusted', then = true },
              { else = false } ]
            [rule.trusted]
            if = 'remote-ip'
            in-list = 'networks'
            """);
    Map<String, AsksLists> asking = configuration.given(AsksLists.class);
    assertEquals(Set.of("relay", "rule.trusted"), asking.keySet());
    assertEquals(
        List.of("friends at mailkeep.toml:2", "sql/foes at mailkeep.toml:4"),
        asked(asking, "relay"));
    assertEquals(List.of("networks at mailkeep.toml:9"), asked(asking, "rule.trusted"));
    assertEquals(List.of(), Rule.always(RuleType.truth(), true).lists());
  }

  private static List<String> asked(Map<String, AsksLists> asking, String key) {
    return requireNonNull(asking.get(key)).lists().stream()
        .map(list -> list.name() + " at " + list.origin())
        .toList();
  }

  @Test
  void aKeyIsGivenOnceAndNotBothWays() {
    assertTrue(bad("relay = true\n[relay]\nif = 'x'").contains("relay"));
    assertTrue(bad("[[relay]]\nelse = true\n[other]\nx = 1").contains("other.x: unknown key"));
  }

  @Test
  void anEnvironmentMayOverrideARule() {
    var sources =
        Sources.of(
            _ -> Optional.empty(),
            key -> key.equals("relay") ? Optional.of("is_tls && true") : Optional.empty());
    var reading =
        new ConfigurationReader(CATALOGUE, sources)
            .read("mailkeep.toml", "relay = [{ if = 'is_tls', then = false }, { else = false }]");
    var accepted = assertInstanceOf(ConfigurationReader.Accepted.class, reading);
    assertEquals(
        Optional.of(true),
        accepted
            .configuration()
            .get(SampleRules.RELAY)
            .value(SampleWorld.FACTS, new SampleWorld()));
  }

  @Test
  void rulesAreTheSameWhenTheyAreWrittenAlike() {
    String rule = "relay = [{ if = 'is_tls', then = true }, { else = false }]";
    assertEquals(good(rule).get(SampleRules.RELAY), good(rule).get(SampleRules.RELAY));
    assertNotEquals(good(rule).get(SampleRules.RELAY), good("relay = true").get(SampleRules.RELAY));
    assertEquals(List.of(), good(rule).changed(good(rule), Applies.ON_RELOAD));
    assertEquals(List.of("relay"), good(rule).changed(good(""), Applies.ON_RELOAD));
    assertEquals(List.of(), good("relay = false").changed(good(""), Applies.ON_RELOAD));
    assertEquals(
        "[{ if = \"is_tls\", then = true }, { else = false }]",
        good(rule).get(SampleRules.RELAY).toString());
  }

  @Test
  void hostileRulesAreBounded() {
    assertTrue(
        bad("relay = '" + "(".repeat(100) + "1" + ")".repeat(100) + "'")
            .contains("nested deeper than 64"));
    assertTrue(bad("relay = '" + "!".repeat(1000) + "1'").contains("nested deeper than 64"));
    assertTrue(bad("relay = '" + "1+".repeat(600) + "1'").contains("more than 500 operators"));
    assertTrue(bad("relay = '" + " ".repeat(5000) + "1'").contains("at most 4096 characters"));
    String block = "{ if = 'is_tls', then = true },";
    assertTrue(
        bad("relay = [" + block.repeat(1001) + "{ else = true }]")
            .contains("more than 1000 blocks"));
    String many = "relay = \"split('" + "a,".repeat(1200) + "', ',')\"";
    var rule = good(many).get(SampleRules.RELAY);
    assertThrows(ExpressionException.class, () -> rule.value(SampleWorld.FACTS, new SampleWorld()));
  }

  @Test
  void aLongTextIsNoFoodForARegularExpression() {
    var rule = good("relay = \"matches('(a*)*b', sender)\"").get(SampleRules.RELAY);
    Facts many = _ -> Values.of("a".repeat(8000));
    long begun = System.nanoTime();
    assertEquals(Optional.of(false), rule.value(many, new SampleWorld()));
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 5);
    Facts tooMany = _ -> Values.of("a".repeat(10_000));
    assertThrows(ExpressionException.class, () -> rule.value(tooMany, new SampleWorld()));
  }

  @Test
  void linesAreSplitAtTheirEnds() throws SyntaxException {
    var parsed = Parser.parse("lines('a\r\nb\nc')", Scope.everything(), Map.of(), -1);
    assertEquals(
        Values.of(List.of("a", "b", "c")),
        new Evaluation(SampleWorld.FACTS, new SampleWorld()).value(parsed.expression()));
  }
}
