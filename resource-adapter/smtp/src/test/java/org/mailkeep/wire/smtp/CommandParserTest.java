package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.wire.smtp.MailParameters.Body;
import org.mailkeep.wire.smtp.MailParameters.Ret;
import org.mailkeep.wire.smtp.RcptParameters.Notify;

class CommandParserTest {

  private static Command parse(String line) throws SyntaxException {
    byte[] bytes = ("··" + line).getBytes(StandardCharsets.UTF_8);
    int skipped = "··".getBytes(StandardCharsets.UTF_8).length;
    return CommandParser.parse(bytes, skipped, bytes.length - skipped);
  }

  private static String outcome(String line) {
    try {
      return parse(line).toString();
    } catch (SyntaxException e) {
      return e.reply().code() + " " + e.reply().enhanced();
    }
  }

  private static Command.Mail mail(String line) throws SyntaxException {
    return (Command.Mail) parse(line);
  }

  private static Command.Rcpt rcpt(String line) throws SyntaxException {
    return (Command.Rcpt) parse(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EHLO client.example.org     | Hello[kind=EHLO, name=client.example.org]",
        "ehlo [192.0.2.1]            | Hello[kind=EHLO, name=[192.0.2.1]]",
        "HELO my_pc                  | Hello[kind=HELO, name=my_pc]",
        "LHLO relay                  | Hello[kind=LHLO, name=relay]",
        "DATA                        | Data[]",
        "data                        | Data[]",
        "BDAT 0 LAST                 | Bdat[size=0, last=true]",
        "BDAT 86 last                | Bdat[size=86, last=true]",
        "BDAT 1000                   | Bdat[size=1000, last=false]",
        "RSET                        | Rset[]",
        "NOOP                        | Noop[]",
        "NOOP are you there          | Noop[]",
        "QUIT                        | Quit[]",
        "HELP                        | Help[topic=]",
        "HELP mail                   | Help[topic=mail]",
        "VRFY jane                   | Vrfy[who=jane]",
        "EXPN staff                  | Expn[list=staff]",
        "STARTTLS                    | StartTls[]",
        "AUTH PLAIN                  | Auth[mechanism=PLAIN]",
        "AUTH plain AGphbmUAc2VjcmV0 | Auth[mechanism=PLAIN]",
      })
  void readsCommands(String line, String expected) {
    assertEquals(expected, outcome(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NIL",
      value = {
        "''                          | 500 5.5.1",
        "FOO                         | 500 5.5.1",
        "MAILFROM:<a@b>              | 500 5.5.1",
        "EHLO                        | 501 5.5.4",
        "EHLO two words              | 501 5.5.4",
        "DATA now                    | 501 5.5.4",
        "RSET x                      | 501 5.5.4",
        "QUIT x                      | 501 5.5.4",
        "STARTTLS x                  | 501 5.5.4",
        "AUTH                        | 501 5.5.4",
        "AUTH PLAIN a b              | 501 5.5.4",
        "VRFY                        | 501 5.5.4",
        "BDAT                        | 421 4.5.4",
        "BDAT -1                     | 421 4.5.4",
        "BDAT 12x LAST               | 421 4.5.4",
        "BDAT 1 FIRST                | 421 4.5.4",
        "BDAT 9999999999999999999    | 421 4.5.4",
        "MAIL                        | 501 5.5.4",
        "MAIL FROM                   | 501 5.5.4",
        "MAIL TO:<a@b.org>           | 501 5.5.4",
        "MAIL FROM:a@b.org           | 501 5.1.7",
        "MAIL FROM:<a@b.org          | 501 5.1.7",
        "MAIL FROM:<a b@c.org>       | 501 5.1.7",
        "RCPT TO:<>                  | 501 5.1.3",
        "RCPT TO:a@b.org             | 501 5.1.3",
        "RCPT TO:<a@b.org> FOO=1     | 555 5.5.4",
        "RCPT TO:<a@b.org>NOTIFY=NEVER | 501 5.5.4",
        "RCPT TO:<a@b.org> SIZE=1    | 555 5.5.4",
        "MAIL FROM:<a@b.org> NOTIFY=NEVER | 555 5.5.4",
      })
  void refusesWithAPreciseReply(String line, String expected) {
    assertEquals(expected, outcome(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "<jane@example.org>               | jane@example.org",
        "<Jane.Doe+tag@Example.ORG>       | Jane.Doe+tag@Example.ORG",
        "<!#$%&'*+-/=?^_`{}~@x.org>     | !#$%&'*+-/=?^_`{}~@x.org",
        "<a@[192.0.2.255]>                | a@[192.0.2.255]",
        "<a@[IPv6:2001:db8::1]>           | a@[IPv6:2001:db8::1]",
        "<\"a b\"@x.org>                  | \"a b\"@x.org",
        "<\"a\\\"b\\\\c\"@x.org>          | \"a\\\"b\\\\c\"@x.org",
        "<\"plain\"@x.org>                | plain@x.org",
        "<\"two..dots\"@x.org>            | \"two..dots\"@x.org",
        "<@a.org,@b.org:jane@x.org>       | jane@x.org",
        "<jane@host_name.x.org>           | jane@host_name.x.org",
        "<jörg@müller.example>            | jörg@müller.example",
        "<Postmaster>                     | postmaster",
        "<POSTMASTER@x.org>               | POSTMASTER@x.org",
        " <spaced@x.org>                  | spaced@x.org",
      })
  void readsAddresses(String path, String expected) throws SyntaxException {
    assertEquals(expected, rcpt("RCPT TO:" + path).to().address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<@x.org>",
        "<jane>",
        "<jane@>",
        "<.jane@x.org>",
        "<jane.@x.org>",
        "<ja..ne@x.org>",
        "<jane@x..org>",
        "<jane@.x.org>",
        "<jane@x.org.>",
        "<jane@-x.org>",
        "<jane@x-.org>",
        "<jane@x@y.org>",
        "<\"\"@x.org>",
        "<\"open@x.org>",
        "<\"half\\",
        "<jane@[192.0.2.256]>",
        "<jane@[192.0.2]>",
        "<jane@[01.0000.2.1]>",
        "<jane@[2001:db8::1]>",
        "<jane@[IPv6:192.0.2.1]>",
        "<jane@[IPv6:fe80::1%eth0]>",
        "<jane@[IPv6:nonsense]>",
        "<jane@[]>",
        "<@a.org jane@x.org>",
        "<@:jane@x.org>",
      })
  void refusesWhatIsNoAddress(String path) {
    assertEquals("501 5.1.3", outcome("RCPT TO:" + path));
  }

  @Test
  void takesABarForALetter() throws SyntaxException {
    assertEquals("a|b@x.org", rcpt("RCPT TO:<a|b@x.org>").to().address());
  }

  @Test
  void limitsTheLengthOfAddresses() {
    String local = "a".repeat(64);
    String domain = "d".repeat(63) + "." + "e".repeat(63) + "." + "f".repeat(63);
    assertFalse(outcome("RCPT TO:<" + local + "@" + domain + ">").startsWith("501"));
    assertEquals("501 5.1.3", outcome("RCPT TO:<a" + local + "@" + domain + ">"));
    assertEquals("501 5.1.3", outcome("RCPT TO:<a@" + (domain + ".").repeat(2) + "org>"));
    assertEquals("501 5.1.3", outcome("RCPT TO:<ä" + local.substring(1) + "@x.org>"));
    assertEquals("501 5.5.4", outcome("EHLO " + "a".repeat(256)));
  }

  @Test
  void readsTheNullReversePath() throws SyntaxException {
    assertEquals(Path.NULL, mail("MAIL FROM:<>").from());
    assertEquals("<>", Path.NULL.toString());
  }

  @Test
  void readsTheParametersOfMail() throws SyntaxException {
    assertEquals(
        new MailParameters(12345, Body.EIGHT_BIT, true, Ret.HDRS, "QQ314+2B1+3Dx", "e+mc2@x.org"),
        mail("MAIL FROM:<a@b.org> SIZE=12345 BODY=8bitmime smtputf8 RET=hdrs"
                + " ENVID=QQ314+2B1+3Dx AUTH=e+2Bmc2@x.org ")
            .parameters());
    assertEquals(Body.BINARY, mail("MAIL FROM:<a@b.org>  BODY=BINARYMIME").parameters().body());
    assertEquals("", mail("MAIL FROM:<> AUTH=<>").parameters().auth());
    assertEquals(
        Long.MAX_VALUE, mail("MAIL FROM:<> SIZE=99999999999999999999").parameters().size());
  }

  @Test
  void readsTheParametersOfRcpt() throws SyntaxException {
    assertEquals(
        new RcptParameters(Set.of(Notify.SUCCESS, Notify.DELAY), "rfc822;Bob+2Bx@y.org"),
        rcpt("RCPT TO:<a@b.org> NOTIFY=SUCCESS,delay ORCPT=rfc822;Bob+2Bx@y.org").parameters());
    assertEquals(
        Set.of(Notify.NEVER), rcpt("RCPT TO:<a@b.org> NOTIFY=NEVER").parameters().reportOn());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIZE",
        "SIZE=",
        "SIZE=-1",
        "SIZE=1k",
        "SIZE=1 SIZE=1",
        "SIZE=100000000000000000000",
        "BODY=9BIT",
        "BODY",
        "SMTPUTF8=yes",
        "RET=ALL",
        "RET",
        "ENVID=",
        "ENVID=a+4",
        "ENVID=a+0A",
        "ENVID=a+4x",
        "AUTH=+3C",
        "AUTH=jane",
        "=1",
        "SIZE=1=2",
      })
  void refusesBadValuesOfMail(String parameter) {
    assertEquals("501 5.5.4", outcome("MAIL FROM:<a@b.org> " + parameter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTIFY=",
        "NOTIFY=NEVER,SUCCESS",
        "NOTIFY=SOMETIMES",
        "NOTIFY=SUCCESS,",
        "ORCPT=jane@x.org",
        "ORCPT=;jane@x.org",
        "ORCPT=rfc822;",
        "ORCPT=rfc 822;x",
        "ORCPT=rf/c;x",
        "ORCPT=rfc822;a+0D+0Ab",
      })
  void refusesBadValuesOfRcpt(String parameter) {
    assertEquals(
        "501 5.5.4", outcome("RCPT TO:<a@b.org> " + parameter).replace("555 5.5.4", "501 5.5.4"));
  }

  @Test
  void refusesOctetsThatNoLineHolds() {
    assertEquals("500 5.5.2", outcome("NOOP \u0000"));
    assertEquals("500 5.5.2", outcome("NOOP \u001b[2J"));
    assertEquals("500 5.5.2", outcome("MAIL\tFROM:<>"));
    byte[] notUtf8 = {'N', 'O', 'O', 'P', ' ', (byte) 0xc3};
    SyntaxException refused = null;
    try {
      CommandParser.parse(notUtf8, 0, notUtf8.length);
    } catch (SyntaxException e) {
      refused = e;
    }
    assertEquals(
        "500 5.5.2 Command is not UTF-8", String.valueOf(refused == null ? "" : refused.reply()));
  }

  @Test
  void keepsTheInitialResponseOutOfLogs() throws SyntaxException {
    var auth = (Command.Auth) parse("AUTH PLAIN AGphbmUAc2VjcmV0");
    assertEquals("AGphbmUAc2VjcmV0", auth.initial());
    assertFalse(auth.toString().contains("AGph"));
  }

  @Test
  void writesXtextThatItCanRead() {
    String text = "a+b=c d";
    assertEquals("a+2Bb+3Dc+20d", Xtext.encode(text));
    assertEquals(text, Xtext.decode(Xtext.encode(text)).orElseThrow());
  }
}
