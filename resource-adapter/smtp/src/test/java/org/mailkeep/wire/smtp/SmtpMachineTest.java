package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.smtp.SmtpMachine.State;
import org.mailkeep.wire.smtp.SmtpMachine.Step;

class SmtpMachineTest {
  private static final SmtpLimits LIMITS = limits(2, 2);
  private static final Command.Mail MAIL =
      new Command.Mail(new Path("a", "b.org"), MailParameters.NONE);
  private static final Command.Mail BINARY =
      new Command.Mail(
          Path.NULL, new MailParameters(-1, MailParameters.Body.BINARY, false, null, null, null));

  private static SmtpLimits limits(int recipients, int messages) {
    var errors = new SmtpLimits.Errors(3, Duration.ZERO);
    return new SmtpLimits(
        2048,
        12288,
        recipients,
        messages,
        1000,
        10000,
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        errors,
        errors,
        errors);
  }

  /// Agrees with all but the names that begin with `bad`.
  private static final class Agreeable implements SmtpMachine.Policy {
    @Override
    public SmtpReply hello(Command.Hello hello) {
      return reply(hello.name());
    }

    @Override
    public SmtpReply mail(Command.Mail mail) {
      return reply(mail.from().local());
    }

    @Override
    public SmtpReply rcpt(Command.Rcpt rcpt) {
      return reply(rcpt.to().local());
    }

    @Override
    public SmtpReply verify(Command.Vrfy vrfy) {
      return reply(vrfy.who());
    }

    @Override
    public SmtpReply expand(Command.Expn expn) {
      return reply(expn.list());
    }

    private static SmtpReply reply(String name) {
      return name.startsWith("bad")
          ? SmtpReply.of(550, "5.7.1", "no")
          : SmtpReply.of(250, "2.0.0", "yes");
    }
  }

  private static final Offer OFFER =
      new Offer(false, true, List.of("PLAIN", "LOGIN"), false, rules(true), LIMITS);
  private static final Offer NOTHING =
      new Offer(false, false, List.of(), false, rules(false), LIMITS);

  /// Requires a hello; offers all extensions but VRFY and EXPN, or none.
  private static SmtpRules rules(boolean all) {
    return new SmtpRules(true, all, all, all, false, false, Mechanisms.none(), false);
  }

  private static State state(String name) {
    return switch (name) {
      case "new" -> new State.Connected(0);
      case "ready" -> new State.Ready(0);
      case "spent" -> new State.Ready(2);
      case "mail" -> new State.Open(MAIL, 0, 0);
      case "rcpt" -> new State.Open(MAIL, 1, 0);
      case "full" -> new State.Open(MAIL, 2, 0);
      case "binary" -> new State.Open(BINARY, 1, 0);
      case "chunks" -> new State.Chunking(MAIL, 1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String name(State state) {
    return switch (state) {
      case State.Connected _ -> "new";
      case State.Ready(int messages) -> messages == 0 ? "ready" : "spent";
      case State.Open(var _, int recipients, int _) ->
          List.of("mail", "rcpt", "full").get(recipients);
      case State.Chunking _ -> "chunks";
    };
  }

  private static String describe(Step step) {
    return switch (step) {
      case Step.Say(var reply, var next) -> reply.code() + " " + name(next);
      case Step.Leave(var reply) -> reply.code() + " closed";
      case Step.Secure(var next) -> "tls " + name(next);
      case Step.Authenticate(var _, var next) -> "sasl " + name(next);
      case Step.ReadContent(var next) -> "content " + name(next);
      case Step.ReadChunk(var _, boolean first, var next, var failed) ->
          (first ? "first " : "chunk ") + name(next) + "/" + name(failed);
      case Step.DropChunk(var _, var reply, var next) -> "drop " + reply.code() + " " + name(next);
    };
  }

  private static Step on(State state, String line, Offer offer, SmtpService service) {
    var machine = new SmtpMachine(service, new Agreeable());
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      return machine.on(state, CommandParser.parse(bytes, 0, bytes.length), offer, false);
    } catch (SyntaxException e) {
      throw new AssertionError(line, e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new    | EHLO x                    | 250 ready",
        "new    | HELO x                    | 250 ready",
        "new    | LHLO x                    | 500 new",
        "new    | EHLO bad                  | 550 new",
        "new    | MAIL FROM:<a@b.org>       | 503 new",
        "new    | RCPT TO:<a@b.org>         | 503 new",
        "new    | DATA                      | 503 new",
        "new    | BDAT 10                   | drop 503 new",
        "new    | STARTTLS                  | 503 new",
        "new    | AUTH PLAIN                | 503 new",
        "new    | RSET                      | 250 new",
        "new    | NOOP                      | 250 new",
        "new    | HELP                      | 214 new",
        "new    | VRFY x                    | 252 new",
        "new    | EXPN x                    | 502 new",
        "new    | QUIT                      | 221 closed",
        "ready  | EHLO x                    | 250 ready",
        "ready  | STARTTLS                  | tls new",
        "ready  | AUTH LOGIN                | sasl ready",
        "ready  | AUTH GSSAPI               | 504 ready",
        "ready  | MAIL FROM:<a@b.org>       | 250 mail",
        "ready  | MAIL FROM:<bad@b.org>     | 550 ready",
        "ready  | MAIL FROM:<> SIZE=1000    | 250 mail",
        "ready  | MAIL FROM:<> SIZE=1001    | 552 ready",
        "ready  | MAIL FROM:<ä@b.org>       | 553 ready",
        "ready  | MAIL FROM:<ä@b.org> SMTPUTF8 | 250 mail",
        "ready  | RCPT TO:<a@b.org>         | 503 ready",
        "ready  | DATA                      | 503 ready",
        "ready  | BDAT 1 LAST               | drop 503 ready",
        "spent  | MAIL FROM:<a@b.org>       | 451 spent",
      })
  void opensTransactions(String before, String line, String expected) {
    assertEquals(expected, describe(on(state(before), line, OFFER, SmtpService.RELAY)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail   | MAIL FROM:<a@b.org>       | 503 mail",
        "mail   | RCPT TO:<a@b.org>         | 250 rcpt",
        "mail   | RCPT TO:<bad@b.org>       | 550 mail",
        "mail   | RCPT TO:<ä@b.org>         | 553 mail",
        "mail   | DATA                      | 554 mail",
        "mail   | BDAT 1                    | drop 554 ready",
        "mail   | EHLO x                    | 250 ready",
        "mail   | EHLO bad                  | 550 mail",
        "mail   | RSET                      | 250 ready",
        "mail   | STARTTLS                  | 503 mail",
        "mail   | AUTH PLAIN                | 503 mail",
        "mail   | QUIT                      | 221 closed",
        "rcpt   | RCPT TO:<c@b.org>         | 250 full",
        "rcpt   | NOOP                      | 250 rcpt",
        "rcpt   | DATA                      | content spent",
        "rcpt   | BDAT 10                   | first chunks/spent",
        "rcpt   | BDAT 10 LAST              | first spent/spent",
        "full   | RCPT TO:<d@b.org>         | 452 full",
        "full   | DATA                      | content spent",
        "binary | DATA                      | 503 ready",
        "binary | BDAT 1 LAST               | first spent/spent",
        "chunks | BDAT 1                    | chunk chunks/spent",
        "chunks | BDAT 0 LAST               | chunk spent/spent",
        "chunks | DATA                      | 503 spent",
        "chunks | MAIL FROM:<a@b.org>       | 503 chunks",
        "chunks | RCPT TO:<a@b.org>         | 503 chunks",
        "chunks | STARTTLS                  | 503 chunks",
        "chunks | NOOP                      | 250 chunks",
        "chunks | RSET                      | 250 spent",
        "chunks | EHLO x                    | 250 spent",
      })
  void keepsTheOrderOfATransaction(String before, String line, String expected) {
    assertEquals(expected, describe(on(state(before), line, OFFER, SmtpService.RELAY)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ready | STARTTLS                              | 502 ready",
        "ready | AUTH PLAIN                            | 502 ready",
        "ready | MAIL FROM:<> BODY=BINARYMIME          | 502 ready",
        "ready | MAIL FROM:<> RET=FULL                 | 501 ready",
        "ready | MAIL FROM:<> ENVID=x                  | 501 ready",
        "mail  | RCPT TO:<a@b.org> NOTIFY=NEVER        | 501 mail",
        "rcpt  | BDAT 10 LAST                          | drop 502 rcpt",
      })
  void refusesWhatWasNotOffered(String before, String line, String expected) {
    assertEquals(expected, describe(on(state(before), line, NOTHING, SmtpService.RELAY)));
  }

  @ParameterizedTest
  @CsvSource({"LHLO x, 250 ready", "EHLO x, 500 new", "HELO x, 500 new"})
  void speaksLmtpWithItsOwnHello(String line, String expected) {
    assertEquals(expected, describe(on(state("new"), line, OFFER, SmtpService.LMTP)));
  }

  @Test
  void saysThatAuthNeedsTls() {
    var offer = new Offer(false, true, List.of(), true, rules(true), LIMITS);
    assertEquals(
        "538 ready", describe(on(state("ready"), "AUTH PLAIN", offer, SmtpService.SUBMISSION)));
  }

  @Test
  void verifiesAndExpandsWhereThatIsOffered() {
    var rules = new SmtpRules(true, true, true, true, true, true, Mechanisms.none(), false);
    var offer = new Offer(false, false, List.of(), false, rules, LIMITS);
    assertEquals("250 ready", describe(on(state("ready"), "VRFY x", offer, SmtpService.RELAY)));
    assertEquals("550 new", describe(on(state("new"), "VRFY bad", offer, SmtpService.RELAY)));
    assertEquals("250 mail", describe(on(state("mail"), "EXPN x", offer, SmtpService.RELAY)));
    assertEquals(List.of("VRFY", "EXPN", "HELP"), offer.keywords().subList(8, 11));
  }

  @Test
  void startsTlsOnce() {
    var offer = new Offer(true, false, List.of(), false, rules(true), LIMITS);
    assertEquals("503 ready", describe(on(state("ready"), "STARTTLS", offer, SmtpService.RELAY)));
  }

  @Test
  void allowsAuthOnce() {
    var machine = new SmtpMachine(SmtpService.SUBMISSION, new Agreeable());
    var step = machine.on(state("ready"), new Command.Auth("PLAIN", null), OFFER, true);
    assertEquals("503 ready", describe(step));
  }

  @Test
  void mailNeedsNoHelloWhenToldSo() {
    var machine = new SmtpMachine(SmtpService.RELAY, new Agreeable());
    var rules = new SmtpRules(false, true, true, true, false, false, Mechanisms.none(), false);
    var offer = new Offer(false, true, List.of(), false, rules, LIMITS);
    Step step = machine.on(state("new"), MAIL, offer, false);
    assertInstanceOf(State.Open.class, assertInstanceOf(Step.Say.class, step).next());
  }

  @Test
  void listsTheExtensionsOfTheMoment() {
    assertEquals(
        List.of(
            "PIPELINING",
            "SIZE 1000",
            "8BITMIME",
            "BINARYMIME",
            "SMTPUTF8",
            "CHUNKING",
            "ENHANCEDSTATUSCODES",
            "DSN",
            "STARTTLS",
            "AUTH PLAIN LOGIN",
            "HELP"),
        OFFER.keywords());
    assertEquals(
        List.of("SIZE 1000", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "HELP"),
        NOTHING.keywords());
  }
}
