package org.mailkeep.wire.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Command lines and what they mean.
final class CommandParserTest {
  private static Command parse(String line) throws SyntaxException {
    return CommandParser.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void understandsEachCommand() throws SyntaxException {
    assertEquals(new Command.Capa(), parse("capa"));
    assertEquals(new Command.Quit(), parse("QUIT"));
    assertEquals(new Command.Stat(), parse("STAT "));
    assertEquals(new Command.Noop(), parse("NOOP"));
    assertEquals(new Command.Reset(), parse("RSET"));
    assertEquals(new Command.Stls(), parse("STLS"));
    assertEquals(new Command.Utf8(), parse("UTF8"));
    assertEquals(new Command.ListSizes(0), parse("LIST"));
    assertEquals(new Command.ListSizes(7), parse("LIST 7"));
    assertEquals(new Command.ListIds(0), parse("UIDL "));
    assertEquals(new Command.ListIds(12), parse("uidl 12"));
    assertEquals(new Command.Retrieve(1), parse("RETR 1"));
    assertEquals(new Command.Delete(3), parse("DELE 3"));
    assertEquals(new Command.Top(1, 0), parse("TOP 1 0"));
    assertEquals(new Command.Lang(null), parse("LANG"));
    assertEquals(new Command.Lang("en"), parse("LANG en"));
  }

  @Test
  void takesNamesAndPasswordsWithSpacesAndUtf8() throws SyntaxException {
    assertEquals(new Command.User("jane doe"), parse("USER jane doe"));
    assertEquals(new Command.User("jürgen"), parse("USER ju\u0308rgen"));
    assertEquals(new Command.Pass(" two  spaces "), parse("PASS  two  spaces "));
    assertEquals(new Command.Pass("grün"), parse("PASS grün"));
  }

  @Test
  void takesMechanismsWithAndWithoutAResponse() throws SyntaxException {
    assertEquals(new Command.ListMechanisms(), parse("AUTH"));
    assertEquals(new Command.Auth("PLAIN", null), parse("auth plain"));
    assertEquals(new Command.Auth("PLAIN", "AGE="), parse("AUTH PLAIN AGE="));
    assertEquals(new Command.Auth("EXTERNAL", "="), parse("AUTH EXTERNAL ="));
  }

  @Test
  void secretsDoNotShow() throws SyntaxException {
    assertFalse(parse("PASS secret").toString().contains("secret"));
    assertFalse(parse("AUTH PLAIN c2VjcmV0").toString().contains("c2VjcmV0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " STAT",
        "APOP mrose c4c9334bac560ecc979e58001b3e22fb",
        "STAT 1",
        "QUIT now",
        "RETR",
        "RETR 0",
        "RETR -1",
        "RETR +1",
        "RETR 1 2",
        "RETR 1234567890",
        "RETR \u0661",
        "TOP 1",
        "TOP 1 2 3",
        "TOP 1 -2",
        "USER",
        "USER  ",
        "USER a\u0007",
        "PASS",
        "AUTH PLAIN a b",
        "LIST x",
        "USER a\0b",
        "USER a\rSTAT",
      })
  void refusesWhatIsNone(String line) {
    assertThrows(SyntaxException.class, () -> parse(line));
  }

  @Test
  void refusesWhatIsNoUtf8() {
    byte[] line = {'U', 'S', 'E', 'R', ' ', (byte) 0xc3, 'x'};
    assertThrows(SyntaxException.class, () -> CommandParser.parse(line));
  }
}
