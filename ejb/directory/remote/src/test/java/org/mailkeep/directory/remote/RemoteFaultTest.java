package org.mailkeep.directory.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.wire.sasl.Proof;

/// Servers that do not do as they should: never is anybody refused or unknown for that.
final class RemoteFaultTest {
  private static final String JANE = "jane@example.org";
  private static final String GREETING = "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello";
  private static final int ENDLESS = 100_000_000;

  private static RemoteSource source(String kind, ScriptedServer server) {
    return source(kind, "", server);
  }

  private static RemoteSource source(String kind, String more, ScriptedServer server) {
    return RemoteSource.of(
        """
        [directory.d]
        type = "%s"
        host = "127.0.0.1"
        port = %d
        timeout = "1s"
        pool.max-connections = 1
        pool.timeout.create = "1s"
        pool.timeout.wait = "1s"
        pool.timeout.recycle = "1s"
        lookup.domains = "example.org"
        %s
        """
            .formatted(kind, server.port(), more));
  }

  private static String unclear(String kind, ScriptedServer.Script script) throws IOException {
    try (var server = ScriptedServer.of(script);
        var source = source(kind, server)) {
      return assertTimeout(Duration.ofSeconds(8), () -> source.unavailable(JANE, "secret"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "smtp"})
  void aGreetingThatDoesNotCome(String kind) throws IOException {
    var over = new CountDownLatch(1);
    String reason = unclear(kind, _ -> await(over));
    over.countDown();
    assertTrue(reason.contains("time"), reason);
  }

  /// All that comes before a session can be used is bounded together.
  @Test
  void aServerThatFallsSilentAfterItsGreeting() throws IOException {
    var over = new CountDownLatch(1);
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say("* OK hello");
              await(over);
            });
        var source =
            RemoteSource.of(
                """
                [directory.d]
                type = "imap"
                host = "127.0.0.1"
                port = %d
                timeout = "60s"
                pool.timeout.create = "60s"
                pool.timeout.wait = "1s"
                lookup.domains = "example.org"
                """
                    .formatted(server.port()))) {
      assertTimeout(Duration.ofSeconds(8), () -> source.unavailable(JANE, "secret"));
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) throws IOException {
    try {
      assertTrue(over.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2",
        "HTTP/1.1 400 Bad Request",
        "* BYE too busy",
        "* PREAUTH you are jane",
        "* OK {100}",
        "\u0001\u0002\u0003",
        ""
      })
  void aGreetingThatIsNone(String greeting) throws IOException {
    unclear("imap", talk -> talk.say(greeting));
    unclear("smtp", talk -> talk.say(greeting));
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "smtp"})
  void aLineWithoutEnd(String kind) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    Arrays.fill(chunk, (byte) 'x');
    unclear(
        kind,
        talk -> {
          for (int sent = 0; sent < ENDLESS; sent += chunk.length) {
            talk.pour(chunk);
          }
        });
  }

  @Test
  void linesWithoutEnd() throws IOException {
    String reason =
        unclear(
            "imap",
            talk -> {
              talk.say("* OK hello");
              talk.hear();
              while (true) {
                talk.say("* OK still here");
              }
            });
    assertTrue(reason.contains("too many responses"), reason);
  }

  @Test
  void theServerHangsUpAfterTheLogin() throws IOException {
    unclear(
        "imap",
        talk -> {
          talk.say(GREETING);
          talk.hear();
        });
    unclear(
        "smtp",
        talk -> {
          talk.say("220 hello");
          talk.hear();
          talk.say("250-hello", "250 AUTH PLAIN");
          talk.hear();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "NO [AUTHENTICATIONFAILED] no, WRONG_SECRET",
    "NO login failed, WRONG_SECRET",
    "no [authenticationfailed] no, WRONG_SECRET",
    "NO [EXPIRED] change it, DISABLED",
    "NO [AUTHORIZATIONFAILED] not you, DISABLED",
    "NO [UNAVAILABLE] later,",
    "NO [INUSE] later,",
    "NO [SERVERBUG] oh,",
    "NO [LIMIT] too many,",
    "NO [PRIVACYREQUIRED] encrypt,",
    "BAD what,"
  })
  void whatImapSaysOfAPassword(String reply, String why) throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say(GREETING);
              talk.answer("TAG " + reply);
              talk.hear();
            });
        var source = source("imap", server)) {
      check(source, why);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "535 5.7.8 no, WRONG_SECRET",
    "535 no, WRONG_SECRET",
    "550 5.7.8 no, WRONG_SECRET",
    "525 5.7.13 disabled, DISABLED",
    "454 4.7.0 later,",
    "432 4.7.12 change it,",
    "534 5.7.9 too weak,",
    "538 5.7.11 encrypt,",
    "500 5.5.1 what,",
    "421 4.3.2 closing,"
  })
  void whatSmtpSaysOfAPassword(String reply, String why) throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say("220 hello");
              talk.hear();
              talk.say("250-hello", "250-AUTH PLAIN", "250 ENHANCEDSTATUSCODES");
              talk.hear();
              talk.say(reply);
              talk.hear();
            });
        var source = source("smtp", server)) {
      check(source, why);
    }
  }

  private static void check(RemoteSource source, String why) {
    if (why == null) {
      source.unavailable(JANE, "secret");
    } else {
      assertEquals(
          new PasswordAnswer.Refused(Authentication.Reason.valueOf(why)),
          source.source().prove(JANE, "secret"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "250 2.1.5 ok, found",
    "251 2.1.5 forwarded, found",
    "452 4.2.2 full, found",
    "552 5.2.2 full, found",
    "550 5.2.1 disabled, found",
    "550 5.1.1 nobody, unknown",
    "550 nobody, unknown",
    "553 5.1.3 what, unknown",
    "551 elsewhere, unknown",
    "450 4.2.1 greylisted, found",
    "451 4.3.0 later, later",
    "450 later, later",
    "554 5.7.1 relaying denied, later",
    "550 5.7.1 not you, later",
    "503 5.5.1 login first, later",
    "421 4.3.2 closing, later"
  })
  void whatSmtpSaysOfARecipient(String reply, String expected) throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say("220 hello");
              talk.hear();
              talk.say("250 hello");
              while (true) {
                talk.say(talk.hear().startsWith("RCPT") ? reply : "250 2.0.0 ok");
              }
            });
        var source = source("lmtp", server)) {
      String found =
          switch (source.source().recipients(JANE)) {
            case Answer.Found<?> _ -> "found";
            case Answer.Unknown<?> _ -> "unknown";
            case Answer.Unavailable<?> _ -> "later";
          };
      assertEquals(expected, found);
    }
  }

  @Test
  void anOkThatProvesNothingIsNotBelieved() throws IOException {
    String reason =
        unclear(
            "imap",
            talk -> {
              talk.say("* OK [CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256 SASL-IR] hello");
              talk.answer("TAG OK welcome");
              talk.hear();
            });
    assertTrue(reason.contains("proved"), reason);
  }

  @Test
  void aPoolThatIsUsedUpCostsNoMoreThanTheWait() throws Exception {
    var over = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say(GREETING);
              talk.hear();
              asked.countDown();
              await(over);
            });
        var source = source("imap", server)) {
      Thread first = Thread.startVirtualThread(() -> source.source().prove(JANE, "secret"));
      assertTrue(asked.await(10, TimeUnit.SECONDS));
      long begun = System.nanoTime();
      source.unavailable(JANE, "secret");
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertTrue(took < 4_000, took + " ms");
      over.countDown();
      first.join();
    }
  }

  /// A session that ended while it rested is replaced without anybody noticing.
  @Test
  void aSessionThatEndedIsReplaced() throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say(GREETING);
              talk.answer("TAG NO [AUTHENTICATIONFAILED] no");
            });
        var source = source("imap", server)) {
      source.refused(JANE, "wrong");
      source.refused(JANE, "wrong");
      assertEquals(2, source.pools().opened());
    }
  }

  @Test
  void aServerWithoutMechanismsIsAskedByLogin() throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say("* OK [CAPABILITY IMAP4rev1] hello");
              String login = talk.hear();
              talk.say("+ go on");
              String name = talk.hear();
              talk.say("+ go on");
              String secret = talk.hear();
              boolean right =
                  login.endsWith(" LOGIN {16}")
                      && name.equals(JANE + " {8}")
                      && secret.equals("sécret\"");
              talk.say(login.replaceFirst(" .*", "") + (right ? " OK in" : " BAD no"));
              talk.hear();
            });
        var source = source("imap", server)) {
      source.accepted(JANE, "sécret\"");
    }
  }

  @Test
  void loginDisabledIsRespected() throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hello");
              talk.hear();
            });
        var source = source("imap", server)) {
      source.unavailable(JANE, "secret");
      assertFalse(server.heard().toUpperCase(Locale.ROOT).contains(" LOGIN"), server.heard());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
  void aTokenIsPassedOnAndTheServerSaysWhetherItIsGood(String mechanism) throws IOException {
    try (var server =
            ScriptedServer.of(talk -> {
              talk.say("* OK [CAPABILITY IMAP4rev1 AUTH=" + mechanism + " SASL-IR] hello");
              String[] words = talk.hear().split(" ", -1);
              String message = new String(Base64.getDecoder().decode(words[3]), UTF_8);
              boolean good =
                  words[2].equals(mechanism)
                      && message.contains(JANE)
                      && message.contains("auth=Bearer good\1\1");
              if (good) {
                talk.say(words[0] + " OK in");
              } else {
                talk.say("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=");
                talk.hear();
                talk.say(words[0] + " NO [AUTHENTICATIONFAILED] no");
              }
              talk.hear();
            });
        var source = source("imap", "auth.tokens = true", server)) {
      var directory = source.source();
      assertTrue(directory.accepts().contains(Proof.BEARER));
      assertInstanceOf(TokenAnswer.Accepted.class, directory.judge(JANE, "good"));
      refused(Authentication.Reason.WRONG_SECRET, directory.judge(JANE, "bad"));
      refused(Authentication.Reason.WRONG_SECRET, directory.judge(JANE, "good\1user=x"));
      refused(Authentication.Reason.UNKNOWN_LOGIN, directory.judge("joe@example.net", "good"));
      refused(Authentication.Reason.UNKNOWN_LOGIN, directory.judge("", "good"));
    }
  }

  @Test
  void withoutTheSettingNoTokenIsPassedOn() throws IOException {
    try (var server = ScriptedServer.of(talk -> talk.say(GREETING));
        var source = source("imap", server)) {
      assertFalse(source.source().accepts().contains(Proof.BEARER));
      refused(Authentication.Reason.UNSUPPORTED, source.source().judge(JANE, "good"));
      assertEquals(0, source.pools().opened());
    }
  }

  private static void refused(Authentication.Reason why, TokenAnswer answer) {
    assertEquals(new TokenAnswer.Refused(why), answer);
  }
}
