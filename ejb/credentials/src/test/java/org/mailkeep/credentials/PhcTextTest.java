package org.mailkeep.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhcTextTest {
  @Test
  void readsIdVersionParametersSaltAndHash() {
    PhcText phc = PhcText.read("$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA");
    assertNotNull(phc);
    assertEquals("argon2id", phc.id());
    assertEquals(19, phc.version());
    assertEquals(Map.of("m", 65_536, "t", 2, "p", 1), phc.parameters());
    assertArrayEquals("salt".getBytes(UTF_8), phc.salt());
    assertArrayEquals("hash".getBytes(UTF_8), phc.hash());
  }

  @Test
  void theVersionMayBeMissingAndRoundsMayBeBare() {
    PhcText phc = PhcText.read("$pbkdf2-sha256$29000$c2FsdA$aGFzaA");
    assertNotNull(phc);
    assertEquals(0, phc.version());
    assertEquals(29_000, phc.parameter("i", 1, 100_000));
  }

  @Test
  void aDotMayStandForAPlus() {
    PhcText phc = PhcText.read("$x$1$..7/$aGFzaA");
    assertNotNull(phc);
    assertArrayEquals(new byte[] {(byte) 0xfb, (byte) 0xee, (byte) 0xff}, phc.salt());
    assertEquals("++7/", PhcText.base64(phc.salt()));
  }

  @Test
  void aParameterHasBounds() {
    PhcText phc = PhcText.read("$x$a=5$c2FsdA$aGFzaA");
    assertNotNull(phc);
    assertEquals(5, phc.parameter("a", 5, 5));
    assertThrows(IllegalArgumentException.class, () -> phc.parameter("a", 6, 9));
    assertThrows(IllegalArgumentException.class, () -> phc.parameter("a", 1, 4));
    assertThrows(IllegalArgumentException.class, () -> phc.parameter("b", 1, 9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "$",
        "$$$$$$$$",
        "$x$a=1$c2FsdA",
        "x$x$a=1$c2FsdA$aGFzaA",
        "$x$v=1$a=1$c2FsdA$aGFzaA$more",
        "$x$v=one$a=1$c2FsdA$aGFzaA",
        "$x$a=one$c2FsdA$aGFzaA",
        "$x$a=99999999999$c2FsdA$aGFzaA",
        "$x$a=1$!$aGFzaA"
      })
  void anythingElseIsNothing(String text) {
    assertNull(PhcText.read(text));
    assertNull(PhcText.read("$x$a=1$c2FsdA$" + "a".repeat(1_000)));
  }
}
