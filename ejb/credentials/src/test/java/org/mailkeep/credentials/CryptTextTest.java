package org.mailkeep.credentials;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CryptTextTest {
  private static final byte[] OCTETS = {0, 1, 2, (byte) 0xff, (byte) 0xfe, (byte) 0xfd};

  @Test
  void threeOctetsAreFourDigitsTheLowBitsFirst() {
    assertTrue(new CryptText(OCTETS).three(0, 1, 2).is("02.."));
    assertTrue(new CryptText(OCTETS).three(3, 4, 5).is("xvzz"));
  }

  @Test
  void theRestIsShorter() {
    assertTrue(new CryptText(OCTETS).two(1, 2).is("02."));
    assertTrue(new CryptText(OCTETS).one(3).is("z1"));
    assertTrue(new CryptText(OCTETS).one(0).one(1).is("../."));
  }

  @Test
  void nothingElseIsIt() {
    var text = new CryptText(OCTETS).one(0);
    assertFalse(text.is("."));
    assertFalse(text.is("..."));
    assertFalse(text.is("./"));
  }
}
