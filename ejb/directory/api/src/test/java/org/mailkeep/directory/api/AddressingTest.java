package org.mailkeep.directory.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Address;

class AddressingTest {
  @Test
  void looksUpTheExactAddressThenTheBaseThenTheCatchAll() {
    assertEquals(
        List.of("jane+lists@example.org", "jane@example.org", "@example.org"),
        Addressing.STANDARD.candidates(Address.of("Jane+Lists@Example.ORG")));
  }

  @Test
  void cutsAtTheFirstSeparator() {
    assertEquals(
        Optional.of(Address.of("jane@example.org")),
        Addressing.STANDARD.base(Address.of("jane+a+b@example.org")));
  }

  @Test
  void aLocalPartThatBeginsWithTheSeparatorHasNoBase() {
    assertEquals(Optional.empty(), Addressing.STANDARD.base(Address.of("+x@example.org")));
  }

  @Test
  void whatIsOffIsNotLookedUp() {
    assertEquals(
        List.of("jane+x@example.org"),
        new Addressing(false, false).candidates(Address.of("jane+x@example.org")));
  }

  @Test
  void credentialsKeepTheirSecretToThemselves() {
    assertFalse(new Credentials.Password("jane", "s3cret").toString().contains("s3cret"));
    assertFalse(new Credentials.Bearer("jane", "s3cret").toString().contains("s3cret"));
  }
}
