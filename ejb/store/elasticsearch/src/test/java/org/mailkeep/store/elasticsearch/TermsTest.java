package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;

final class TermsTest {
  @Test
  void termsBeginWithTheirAccount() {
    Terms terms = Terms.of(new AccountId(42));
    assertEquals("42:budget", terms.word("budget"));
    assertEquals("42:en:budget", terms.stem("en", "budget"));
    assertEquals("42::budget", terms.stem("", "budget"));
  }

  @Test
  void noLetterOfAWordSplitsItsTermAndNoTwoAreTheSame() {
    Set<String> seen = new HashSet<>();
    for (int letter = ' ' + 1; letter <= Character.MAX_CODE_POINT; letter++) {
      String encoded = Terms.encoded(Character.toString(letter));
      assertFalse(
          encoded.codePoints().anyMatch(Character::isWhitespace), Integer.toHexString(letter));
      assertTrue(seen.add(encoded), Integer.toHexString(letter));
      assertEquals(1, encoded.codePointCount(0, encoded.length()));
    }
  }

  @Test
  void partsOfWordsArePartsOfTerms() {
    assertTrue(Terms.encoded("a\u3000b\u2003c").contains(Terms.encoded("\u3000b\u2003")));
  }
}
