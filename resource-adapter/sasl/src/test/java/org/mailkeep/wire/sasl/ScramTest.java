package org.mailkeep.wire.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;

class ScramTest {
  private static final ClientIdentity.Password USER = new ClientIdentity.Password("user", "pencil");
  private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
  private static final ScramKeys KEYS = ScramKeys.of(ScramHash.SHA_256, "pencil", SALT, 4_096);
  private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
  private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String SERVER_FIRST =
      "r=" + CLIENT_NONCE + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
  private static final String CLIENT_FINAL =
      "c=biws,r=" + CLIENT_NONCE + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

  /// RFC 7677 §3.
  @Test
  void theServerSpeaksAsTheStandardDoes() {
    ServerExchange server = new ScramServer(false, Channel.CONFIDENTIAL, SERVER_NONCE);
    assertEquals("", challenge(server.start(Optional.empty())));
    var step = server.answer(octets("n,,n=user,r=" + CLIENT_NONCE));
    assertEquals(new ServerExchange.NeedsKeys("user"), step);
    assertEquals(SERVER_FIRST, challenge(server.keys(KEYS)));
    assertEquals(SERVER_FINAL, challenge(server.answer(octets(CLIENT_FINAL))));
    var claim = claim(server.answer(new byte[0]));
    assertEquals("user", claim.login());
    assertEquals("", claim.authorize());
    assertTrue(KEYS.prove(claim.message(), claim.clientProof()));
    assertFalse(claim.toString().contains("proof"));
  }

  /// RFC 7677 §3.
  @Test
  void theClientSpeaksAsTheStandardDoes() {
    var client = new ClientScram(ScramHash.SHA_256, USER, "n", new byte[0], CLIENT_NONCE);
    assertEquals("SCRAM-SHA-256", client.name());
    assertEquals("n,,n=user,r=" + CLIENT_NONCE, text(client.initial()));
    assertEquals(CLIENT_FINAL, text(client.answer(octets(SERVER_FIRST))));
    assertFalse(client.isComplete());
    assertEquals("", text(client.answer(octets(SERVER_FINAL))));
    assertTrue(client.isComplete());
  }

  /// RFC 5802 §5.
  @Test
  void theClientSpeaksWithSha1AsTheStandardDoes() {
    var client =
        new ClientScram(ScramHash.SHA_1, USER, "n", new byte[0], "fyko+d2lbbFgONRv9qkxdawL");
    assertEquals("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", text(client.answer(new byte[0])));
    String both = "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";
    assertEquals(
        "c=biws," + both + ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        text(client.answer(octets(both + ",s=QSXCR+Q6sek8bf92,i=4096"))));
    assertEquals("", text(client.answer(octets("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="))));
  }

  @Test
  void aWrongPasswordIsClaimedWithoutASignature() {
    var client =
        new ClientScram(
            ScramHash.SHA_256,
            new ClientIdentity.Password("user", "pencils"),
            "n",
            new byte[0],
            CLIENT_NONCE);
    var server = new ScramServer(false, Channel.CONFIDENTIAL, SERVER_NONCE);
    var claim = claim(Conversation.between(client, server, _ -> KEYS).orElseThrow());
    assertFalse(KEYS.prove(claim.message(), claim.clientProof()));
    assertFalse(client.isComplete());
    assertFalse(KEYS.prove(claim.message(), new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        "v=",
        "e=other-error",
        "",
        "x=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
      })
  void aServerThatDoesNotKnowThePasswordIsNotBelieved(String last) {
    var client = new ClientScram(ScramHash.SHA_256, USER, "n", new byte[0], CLIENT_NONCE);
    client.initial();
    client.answer(octets(SERVER_FIRST));
    assertEquals(Optional.empty(), client.answer(octets(last)));
    assertFalse(client.isComplete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r=somebody else's,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=9999999",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999",
        "m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        ""
      })
  void theClientGivesUpOnAServerThatAsksForNonsense(String first) {
    var client = new ClientScram(ScramHash.SHA_256, USER, "n", new byte[0], CLIENT_NONCE);
    client.initial();
    assertEquals(Optional.empty(), client.answer(octets(first)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,,",
        "n,,n=user",
        "n,,r=nonce,n=user",
        "n,,m=x,n=user,r=nonce",
        "n,,n=us=er,r=nonce",
        "n,,n=,r=nonce",
        "n,,n=user,r=",
        "n,b=x,n=user,r=nonce",
        "x,,n=user,r=nonce",
        "p=tls-exporter,,n=user,r=nonce",
        "p=tls-unique,,n=user,r=nonce",
        "n,,n=\u0007,r=nonce",
        "n,a=,n=user,r=nonce"
      })
  void theServerTakesNoNonsense(String first) {
    var server = new ScramServer(false, Channel.CONFIDENTIAL, SERVER_NONCE);
    assertInstanceOf(
        ServerExchange.Malformed.class, server.start(Optional.of(octets(first))), first);
  }

  @Test
  void theServerTakesNoMoreThanItShould() {
    var server = new ScramServer(false, Channel.CONFIDENTIAL, SERVER_NONCE);
    var long1 = octets("n,,n=" + "x".repeat(300) + ",r=nonce");
    assertInstanceOf(ServerExchange.Malformed.class, server.start(Optional.of(long1)));
    var other = new ScramServer(false, Channel.CONFIDENTIAL, SERVER_NONCE);
    var long2 = octets("n,,n=user,r=" + "x".repeat(5_000));
    assertInstanceOf(ServerExchange.Malformed.class, other.start(Optional.of(long2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=AAAA",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO,p=AAAA",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=!",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,c=biws,p=AAAA"
      })
  void whatIsNotOfThisExchangeIsMalformed(String last) {
    var server = new ScramServer(false, Channel.CONFIDENTIAL, SERVER_NONCE);
    server.start(Optional.of(octets("n,,n=user,r=" + CLIENT_NONCE)));
    server.keys(KEYS);
    assertInstanceOf(ServerExchange.Malformed.class, server.answer(octets(last)));
  }

  @ParameterizedTest
  @CsvSource({"'jane,doe=x', pässwörd", "\u00aajane, p\u00a0q", "jane, ''"})
  void namesAndPasswordsOfAllKindsGoThrough(String login, String password) {
    var identity = new ClientIdentity.Password("boss@example.org", login, password);
    var keys = ScramKeys.of(ScramHash.SHA_256, password, new byte[] {1}, 4_096);
    var client = chosen(List.of("scram-sha-256"), identity, Channel.CONFIDENTIAL);
    var server = begin("SCRAM-SHA-256", Channel.CONFIDENTIAL);
    var claim = claim(Conversation.between(client, server, _ -> keys).orElseThrow());
    assertEquals(SaslPrep.prepare(login).orElseThrow(), claim.login());
    assertEquals("boss@example.org", claim.authorize());
    assertTrue(keys.prove(claim.message(), claim.clientProof()));
    assertTrue(client.isComplete());
  }

  @ParameterizedTest
  @CsvSource({"TLS_EXPORTER", "TLS_SERVER_END_POINT"})
  void bothSeeWhetherSomebodySitsBetween(Channel.Binding binding) {
    Channel here = new Bound(binding, new byte[] {1, 2, 3});
    Channel there = new Bound(binding, new byte[] {1, 2, 4});
    var names = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS");
    var client = chosen(names, USER, here);
    assertEquals("SCRAM-SHA-256-PLUS", client.name());
    var server = begin(client.name(), here);
    var claim = claim(Conversation.between(client, server, _ -> KEYS).orElseThrow());
    assertTrue(KEYS.prove(claim.message(), claim.clientProof()));
    var end =
        Conversation.between(
            chosen(names, USER, here), begin("SCRAM-SHA-256-PLUS", there), _ -> KEYS);
    assertInstanceOf(ServerExchange.Malformed.class, end.orElseThrow());
  }

  @Test
  void anOfferThatSomebodyHasChangedIsSeen() {
    Channel tied = new Bound(Channel.Binding.TLS_EXPORTER, new byte[] {1});
    var client = chosen(List.of("SCRAM-SHA-256"), USER, tied);
    assertTrue(text(client.initial()).startsWith("y,,"));
    var end =
        Conversation.between(
            chosen(List.of("SCRAM-SHA-256"), USER, tied), begin("SCRAM-SHA-256", tied), _ -> KEYS);
    assertInstanceOf(ServerExchange.Malformed.class, end.orElseThrow());
    var honest =
        Mechanisms.standard(Chance.secure())
            .only(List.of(MechanismName.SCRAM_SHA_256))
            .begin("SCRAM-SHA-256", tied)
            .orElseThrow();
    var fine =
        Conversation.between(chosen(List.of("SCRAM-SHA-256"), USER, tied), honest, _ -> KEYS);
    assertInstanceOf(ServerExchange.Claimed.class, fine.orElseThrow());
  }

  @Test
  void keysThatCannotBeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScramKeys(ScramHash.SHA_256, SALT, 0, new byte[32], new byte[32]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScramKeys(ScramHash.SHA_256, SALT, 4_096, new byte[20], new byte[32]));
    assertFalse(KEYS.toString().contains(Base64.getEncoder().encodeToString(KEYS.storedKey())));
    assertTrue(KEYS.fit("pencil"));
    assertFalse(KEYS.fit(""));
  }

  /// A channel that something ties to.
  private record Bound(Channel.Binding kind, byte[] tie) implements Channel {
    @Override
    public boolean isConfidential() {
      return true;
    }

    @Override
    public Optional<byte[]> binding(Binding asked) {
      return asked == kind ? Optional.of(tie) : Optional.empty();
    }
  }

  private static ClientExchange chosen(
      List<String> names, ClientIdentity identity, Channel channel) {
    return ClientExchange.choose(names, identity, channel, Chance.secure()).orElseThrow();
  }

  private static ServerExchange begin(String name, Channel channel) {
    return Mechanisms.standard(Chance.secure()).begin(name, channel).orElseThrow();
  }

  private static Claim.Scram claim(ServerExchange.Step step) {
    return assertInstanceOf(
        Claim.Scram.class, assertInstanceOf(ServerExchange.Claimed.class, step).claim());
  }

  private static String challenge(ServerExchange.Step step) {
    return new String(assertInstanceOf(ServerExchange.Challenge.class, step).octets(), UTF_8);
  }

  private static String text(Optional<byte[]> octets) {
    return new String(octets.orElseThrow(), UTF_8);
  }

  private static byte[] octets(String text) {
    return text.getBytes(UTF_8);
  }
}
