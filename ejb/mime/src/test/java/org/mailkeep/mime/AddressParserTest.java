package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "jane@example.org|-|jane|example.org",
        "<jane@example.org>|-|jane|example.org",
        "Jane Doe <jane@example.org>|Jane Doe|jane|example.org",
        "Jane Q. Doe <jane@example.org>|Jane Q. Doe|jane|example.org",
        "\"Doe, Jane\" <jane@example.org>|Doe, Jane|jane|example.org",
        "\"a \\\"b\\\" c\" <x@y>|a \"b\" c|x|y",
        "\"john doe\"@example.org|-|john doe|example.org",
        "jane . doe @ example . org|-|jane.doe|example.org",
        "jane@example.org (Jane Doe)|Jane Doe|jane|example.org",
        "(x) jane (y) @ (z) example.org|z|jane|example.org",
        "(x) jane@example.org|-|jane|example.org",
        "Jane [work] <jane@example.org>|Jane [work]|jane|example.org",
        "jane@[192.0.2.1]|-|jane|[192.0.2.1]",
        "=?UTF-8?Q?Smith,_J?= <j@x>|=?UTF-8?Q?Smith,_J?=|j|x",
        "=?utf-8?q?=41=42?= <j@x>|=?utf-8?q?=41=42?=|j|x",
        "Grüße <g@x>|Grüße|g|x",
        "undisclosed|-|undisclosed|``",
        "<>|-|``|``",
        "Jane <jane|Jane|jane|``",
        "jane@|-|jane|``",
        "a b@c|-|ab|c",
      })
  void readsOneMailbox(String text, String name, String local, String domain) {
    assertEquals(
        List.of(new HeaderAddress.Mailbox(name, local, domain)), AddressParser.parse(text));
  }

  // obs-route (RFC 5322 §4.4)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<@a:jane@example.org>|@a|jane|example.org",
        "<@a,@b:jane@example.org>|@a,@b|jane|example.org",
        "< @ a . c , (x) @b (y) : jane@example.org>|@a.c,@b|jane|example.org",
        "<, (x) ,@a,,@[192.0.2.1],:jane@example.org>|@a,@[192.0.2.1]|jane|example.org",
        "<@a:\"j d\"@example.org>|@a|j d|example.org",
        "<@a:jane>|@a|jane|''",
        "<@a:>|@a|''|''",
        "<jane@a:b>||jane|a",
        "<@a>||''|a",
      })
  void readsRoutes(String text, String route, String local, String domain) {
    assertEquals(
        List.of(new HeaderAddress.Mailbox(null, route, local, domain)), AddressParser.parse(text));
  }

  @Test
  void routesStandInGroupsToo() {
    HeaderAddress.Mailbox jane = new HeaderAddress.Mailbox("Jane", "@a", "jane", "example.org");
    assertEquals(
        List.of(new HeaderAddress.Group("g", List.of(jane))),
        AddressParser.parse("g: Jane <@a:jane@example.org>;"));
  }

  @Test
  void readsListsWithEmptyEntries() {
    assertEquals(
        List.of("a@x", "b@y", "c@z"),
        AddressParser.parse(", a@x,, B <b@y> , c@z ,").stream()
            .map(address -> ((HeaderAddress.Mailbox) address).address())
            .toList());
  }

  @Test
  void anUnclosedBracketEndsAtTheComma() {
    assertEquals(
        List.of(new HeaderAddress.Mailbox("A", "", ""), new HeaderAddress.Mailbox(null, "b", "y")),
        AddressParser.parse("A <, b@y>"));
  }

  @Test
  void readsGroups() {
    HeaderAddress.Mailbox a = new HeaderAddress.Mailbox(null, "a", "x");
    HeaderAddress.Mailbox b = new HeaderAddress.Mailbox("B", "b", "y");
    assertEquals(
        List.of(
            new HeaderAddress.Group("My Friends", List.of(a, b)),
            new HeaderAddress.Group("undisclosed-recipients", List.of()),
            a),
        AddressParser.parse("My Friends: a@x, B <b@y>; undisclosed-recipients:; , a@x"));
  }

  @Test
  void anOpenGroupEndsWithTheField() {
    assertEquals(
        List.of(new HeaderAddress.Group("g", List.of(new HeaderAddress.Mailbox(null, "a", "x")))),
        AddressParser.parse("g: a@x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "((a", "\"", "<", ",", "@", ":", ";", "a:b:c;", ")", "<<>>", "[", "\\", "<,", "<@a,"
      })
  void takesAnythingInLinearTime(String piece) {
    String text = piece.repeat(200_000 / piece.length());
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> AddressParser.parse(text));
  }
}
