package org.mailkeep.wire.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;

/// OAUTHBEARER, XOAUTH2, EXTERNAL and CRAM-MD5.
class TokenTest {
  private static final Mechanisms MECHANISMS = Mechanisms.standard(Chance.secure());

  /// RFC 7628 §4.1.
  @Test
  void oauthBearerSpeaksAsTheStandardDoes() {
    String token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
    String message =
        "n,a=user@example.com,\1host=server.example.com\1port=143\1auth=Bearer " + token + "\1\1";
    var server = MECHANISMS.begin("oauthbearer", Channel.CONFIDENTIAL).orElseThrow();
    assertInstanceOf(ServerExchange.Challenge.class, server.start(Optional.empty()));
    assertEquals(
        new ServerExchange.Claimed(new Claim.Bearer("user@example.com", token)),
        server.answer(octets(message)));
    String error = new String(server.refused().orElseThrow(), UTF_8);
    assertEquals("{\"status\":\"invalid_token\"}", error);
  }

  /// RFC 7628 §3.2.2 and §4.3.
  @Test
  void aRefusalTellsWhereTokensAre() {
    var source =
        new TokenSource("openid email", "https://sso.example/\".well-known/openid-configuration");
    var told = Mechanisms.standard(Chance.secure(), source);
    assertEquals(
        "{\"status\":\"invalid_token\",\"scope\":\"openid email\","
            + "\"openid-configuration\":"
            + "\"https://sso.example/\\\".well-known/openid-configuration\"}",
        refusal(told, "OAUTHBEARER"));
    assertEquals(
        "{\"status\":\"401\",\"schemes\":\"Bearer\",\"scope\":\"openid email\"}",
        refusal(told, "XOAUTH2"));
    assertEquals(
        "{\"status\":\"401\",\"schemes\":\"Bearer\",\"scope\":\"mail\"}",
        refusal(MECHANISMS, "XOAUTH2"));
  }

  private static String refusal(Mechanisms mechanisms, String name) {
    var exchange = mechanisms.begin(name, Channel.CONFIDENTIAL).orElseThrow();
    return new String(exchange.refused().orElseThrow(), UTF_8);
  }

  /// Google's example.
  @Test
  void xoauth2SpeaksAsItsInventorDoes() {
    byte[] message =
        Base64.getDecoder()
            .decode(
                "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52Yj"
                    + "NSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==");
    var claim =
        new Claim.Bearer("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
    var server = MECHANISMS.begin("XOAUTH2", Channel.CONFIDENTIAL).orElseThrow();
    assertEquals(new ServerExchange.Claimed(claim), server.start(Optional.of(message)));
    assertTrue(server.refused().isPresent());
    assertFalse(claim.toString().contains("ya29"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
  void clientsAnswerAnExplanationSoThatTheyHearTheRest(String name) {
    var identity = new ClientIdentity.Token("jane@example.org", "token");
    var client =
        ClientExchange.choose(
                List.of("PLAIN", name), identity, Channel.CONFIDENTIAL, Chance.secure())
            .orElseThrow();
    var server = MECHANISMS.begin(client.name(), Channel.CONFIDENTIAL).orElseThrow();
    assertEquals(
        Optional.of(new ServerExchange.Claimed(new Claim.Bearer("jane@example.org", "token"))),
        Conversation.between(client, server, TokenTest::none));
    byte[] dummy = client.answer(server.refused().orElseThrow()).orElseThrow();
    assertEquals(name.equals("XOAUTH2") ? "" : "\1", new String(dummy, UTF_8));
    assertFalse(identity.toString().contains("token,") || client.toString().contains("token"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n,,",
        "n,,\1\1",
        "n,,\1auth=Bearer \1\1",
        "n,,\1auth=Basic dG9rZW4=\1\1",
        "n,,\1auth=Bearer token",
        "n,,x\1auth=Bearer token\1\1",
        "p=tls-exporter,,\1auth=Bearer token\1\1",
        "n,,\1auth=Bearer to ken\1\1",
        "user=jane\1auth=Bearer token\1\1"
      })
  void oauthBearerTakesNoNonsense(String message) {
    var server = MECHANISMS.begin("OAUTHBEARER", Channel.CONFIDENTIAL).orElseThrow();
    assertInstanceOf(ServerExchange.Malformed.class, server.start(Optional.of(octets(message))));
  }

  @Test
  void aTokenHasALimit() {
    var server = MECHANISMS.begin("XOAUTH2", Channel.CONFIDENTIAL).orElseThrow();
    byte[] message = octets("user=a\1auth=Bearer " + "x".repeat(9_000) + "\1\1");
    assertInstanceOf(ServerExchange.Malformed.class, server.start(Optional.of(message)));
  }

  @Test
  void aCertificateSpeaksForItsNames() {
    Channel channel = new Certified(List.of("jane@example.org", "jane"));
    assertTrue(MECHANISMS.offered(channel).contains("EXTERNAL"));
    assertFalse(MECHANISMS.offered(Channel.CONFIDENTIAL).contains("EXTERNAL"));
    assertTrue(MECHANISMS.begin("EXTERNAL", Channel.CONFIDENTIAL).isEmpty());
    var client =
        ClientExchange.choose(
                List.of("EXTERNAL", "PLAIN"),
                new ClientIdentity.Certificate("jane"),
                channel,
                Chance.secure())
            .orElseThrow();
    var server = MECHANISMS.begin("EXTERNAL", channel).orElseThrow();
    var claim = new Claim.Certificate("jane", List.of("jane@example.org", "jane"));
    assertEquals(
        Optional.of(new ServerExchange.Claimed(claim)),
        Conversation.between(client, server, TokenTest::none));
    var silent = MECHANISMS.begin("EXTERNAL", channel).orElseThrow();
    assertInstanceOf(ServerExchange.Challenge.class, silent.start(Optional.empty()));
    assertEquals(
        new ServerExchange.Claimed(new Claim.Certificate("", channel.vouched())),
        silent.answer(new byte[0]));
  }

  /// RFC 2195 §2.
  @Test
  void cramMd5SpeaksAsTheStandardDoes() {
    var client =
        ClientExchange.choose(
                List.of("LOGIN", "PLAIN", "CRAM-MD5"),
                new ClientIdentity.Password("tim", "tanstaaftanstaaf"),
                Channel.OPEN,
                Chance.secure())
            .orElseThrow();
    assertEquals("CRAM-MD5", client.name());
    byte[] answer =
        client.answer(octets("<1896.697170952@postoffice.reston.mci.net>")).orElseThrow();
    assertEquals("tim b913a602c7eda7a495b4e6e7334d3890", new String(answer, UTF_8));
    assertFalse(MECHANISMS.offered(Channel.CONFIDENTIAL).contains("CRAM-MD5"));
  }

  @Test
  void theBestOfAnOfferIsChosen() {
    var offer = List.of("LOGIN", "PLAIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "GSSAPI");
    var expected = List.of("SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN");
    var left = new ArrayList<>(offer);
    for (String best : expected) {
      var chosen =
          ClientExchange.choose(
              left,
              new ClientIdentity.Password("jane", "secret"),
              Channel.CONFIDENTIAL,
              Chance.secure());
      assertEquals(best, chosen.orElseThrow().name());
      left.remove(best);
    }
  }

  @Test
  void onlyWhatIsWantedAndCanBeRightIsOffered() {
    assertEquals(List.of(), MECHANISMS.offered(Channel.OPEN));
    assertEquals(
        List.of("SCRAM-SHA-256", "OAUTHBEARER", "XOAUTH2", "PLAIN", "LOGIN"),
        MECHANISMS.offered(Channel.CONFIDENTIAL));
    assertEquals(
        List.of("PLAIN"),
        MECHANISMS
            .only(List.of(MechanismName.PLAIN, MechanismName.XOAUTH2))
            .of(Set.of(Proof.PASSWORD))
            .all()
            .stream()
            .map(Mechanism::name)
            .toList());
    assertEquals(
        List.of("XOAUTH2", "GSSAPI", "PLAIN"),
        MECHANISMS
            .only(List.of(MechanismName.PLAIN, MechanismName.XOAUTH2))
            .with(
                new Gssapi(() -> {
                  throw new IllegalStateException();
                }))
            .all()
            .stream()
            .map(Mechanism::name)
            .toList());
  }

  /// A channel on which a client has shown a certificate.
  private record Certified(List<String> vouched) implements Channel {
    @Override
    public boolean isConfidential() {
      return true;
    }
  }

  private static ScramKeys none(String login) {
    throw new AssertionError("no keys are needed for " + login);
  }

  private static byte[] octets(String text) {
    return text.getBytes(UTF_8);
  }
}
