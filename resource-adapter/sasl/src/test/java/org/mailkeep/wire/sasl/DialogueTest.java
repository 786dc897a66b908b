package org.mailkeep.wire.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;

class DialogueTest {

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void plainComesWithTheWish() {
    var turn =
        new Dialogue(new Plain().begin(Channel.CONFIDENTIAL))
            .start(Optional.of(base64("\0tim\0tanstaaftanstaaf")));
    assertEquals(new Dialogue.Claimed(new Claim.Password("", "tim", "tanstaaftanstaaf")), turn);
  }

  @Test
  void plainComesAfterAnEmptyChallenge() {
    var dialogue = new Dialogue(new Plain().begin(Channel.CONFIDENTIAL));
    assertEquals(new Dialogue.Ask(""), dialogue.start(Optional.empty()));
    assertEquals(
        new Dialogue.Claimed(new Claim.Password("Ursel", "Kurt", "xipj3plmq")),
        dialogue.answer(base64("Ursel\0Kurt\0xipj3plmq")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tim",
        "tim\0x",
        "\0tim\0x\0y",
        "\0\0x",
        "\0tim\0",
        "\0t\u0007m\0x",
        "\0\u200e\0x"
      })
  void plainThatIsNotThreePartsIsMalformed(String message) {
    var turn =
        new Dialogue(new Plain().begin(Channel.CONFIDENTIAL))
            .start(Optional.of(message.isEmpty() ? "=" : base64(message)));
    assertInstanceOf(Dialogue.Malformed.class, turn);
  }

  @Test
  void plainIsBounded() {
    var longest = "x".repeat(255);
    assertInstanceOf(
        Dialogue.Claimed.class,
        new Dialogue(new Plain().begin(Channel.CONFIDENTIAL))
            .start(Optional.of(base64("\0" + longest + "\0" + longest))));
    assertInstanceOf(
        Dialogue.Malformed.class,
        new Dialogue(new Plain().begin(Channel.CONFIDENTIAL))
            .start(Optional.of(base64("\0" + longest + "x\0secret"))));
    assertInstanceOf(
        Dialogue.Malformed.class,
        new Dialogue(new Plain().begin(Channel.CONFIDENTIAL))
            .start(Optional.of("A".repeat(Dialogue.LONGEST_LINE + 4))));
  }

  @Test
  void plainIsUtf8() {
    byte[] latin1 = {0, 't', (byte) 0xfc, 0, 'x'};
    var turn =
        new Dialogue(new Plain().begin(Channel.CONFIDENTIAL))
            .start(Optional.of(Base64.getEncoder().encodeToString(latin1)));
    assertInstanceOf(Dialogue.Malformed.class, turn);
  }

  @Test
  void loginAsksForNameAndPassword() {
    var dialogue = new Dialogue(new Login().begin(Channel.CONFIDENTIAL));
    assertEquals(new Dialogue.Ask(base64("Username:")), dialogue.start(Optional.empty()));
    assertEquals(new Dialogue.Ask(base64("Password:")), dialogue.answer(base64("jane")));
    assertEquals(
        new Dialogue.Claimed(new Claim.Password("", "jane", "secret")),
        dialogue.answer(base64("secret")));
  }

  @Test
  void loginTakesTheNameWithTheWish() {
    var dialogue = new Dialogue(new Login().begin(Channel.CONFIDENTIAL));
    assertEquals(
        new Dialogue.Ask(base64("Password:")), dialogue.start(Optional.of(base64("jane"))));
    assertInstanceOf(Dialogue.Claimed.class, dialogue.answer(base64("secret")));
  }

  @Test
  void aStarGivesUp() {
    var dialogue = new Dialogue(new Login().begin(Channel.CONFIDENTIAL));
    dialogue.start(Optional.empty());
    assertEquals(new Dialogue.Aborted(), dialogue.answer("*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "!!!!", "AAAA====", "AA AA", "ÄÄÄÄ"})
  void whatIsNoBase64IsMalformed(String line) {
    var dialogue = new Dialogue(new Login().begin(Channel.CONFIDENTIAL));
    dialogue.start(Optional.empty());
    assertEquals(new Dialogue.Malformed("not base64"), dialogue.answer(line));
  }

  @Test
  void secretsAreShownToNobody() {
    var claim = new Claim.Password("", "jane", "hunter2");
    assertFalse(claim.toString().contains("hunter2"));
    var mechanisms = Mechanisms.standard(Chance.secure());
    assertEquals(List.of(), mechanisms.offered(Channel.OPEN));
    assertTrue(mechanisms.begin("plain", Channel.CONFIDENTIAL).isPresent());
    assertTrue(mechanisms.begin("plain", Channel.OPEN).isEmpty());
    assertTrue(mechanisms.begin("SCRAM-SHA-1", Channel.CONFIDENTIAL).isEmpty());
  }

  @Test
  void clientsSpeakWithServers() {
    var identity = new ClientIdentity.Password("jané", "secret");
    for (String name : List.of("PLAIN", "LOGIN")) {
      var client =
          ClientExchange.choose(
                  List.of("X-OTHER", name), identity, Channel.CONFIDENTIAL, Chance.secure())
              .orElseThrow();
      assertEquals(name, client.name());
      var server =
          Mechanisms.standard(Chance.secure()).begin(name, Channel.CONFIDENTIAL).orElseThrow();
      var step = server.start(client.initial());
      while (step instanceof ServerExchange.Challenge(byte[] octets)) {
        step = server.answer(client.answer(octets).orElseThrow());
      }
      assertEquals(new ServerExchange.Claimed(new Claim.Password("", "jané", "secret")), step);
    }
    assertTrue(
        ClientExchange.choose(List.of("GSSAPI"), identity, Channel.CONFIDENTIAL, Chance.secure())
            .isEmpty());
  }

  @Test
  void keysAreAskedForWithinADialogue() {
    var mechanisms = Mechanisms.standard(Chance.secure());
    var dialogue =
        new Dialogue(mechanisms.begin("SCRAM-SHA-256", Channel.CONFIDENTIAL).orElseThrow());
    assertEquals(
        new Dialogue.NeedsKeys("jane"), dialogue.start(Optional.of(base64("n,,n=jane,r=nonce"))));
    var keys = ScramKeys.of(ScramHash.SHA_256, "secret", new byte[] {1}, 4_096);
    assertInstanceOf(Dialogue.Ask.class, dialogue.keys(keys));
    assertEquals(Optional.empty(), dialogue.refused());
    var token = new Dialogue(mechanisms.begin("XOAUTH2", Channel.CONFIDENTIAL).orElseThrow());
    assertTrue(token.refused().isPresent());
  }
}
