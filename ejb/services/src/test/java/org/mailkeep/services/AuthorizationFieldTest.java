package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Credentials;

class AuthorizationFieldTest {
  @Test
  void basicIsNameAndPasswordInUtf8() {
    assertEquals(
        Optional.of(new Credentials.Password("jane@example.org", "pä:ss")),
        AuthorizationField.read("Basic " + base64("jane@example.org:pä:ss")));
    assertEquals(
        Optional.of(new Credentials.Password("", "")),
        AuthorizationField.read("bAsIc  " + base64(":")));
  }

  @Test
  void bearerIsAToken() {
    assertEquals(
        Optional.of(new Credentials.Bearer("", "abc.def")),
        AuthorizationField.read("Bearer abc.def"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic !!!", "Digest x=y", "Basic //79", "Negotiate YII="})
  void anythingElseIsNothing(String field) {
    assertEquals(Optional.empty(), AuthorizationField.read(field));
  }

  @Test
  void aNameWithoutAColonAndAFieldTooLongAreNothing() {
    assertEquals(Optional.empty(), AuthorizationField.read("Basic " + base64("jane")));
    assertEquals(
        Optional.empty(), AuthorizationField.read("Basic " + base64("j:" + "x".repeat(20_000))));
  }

  /// RFC 4559 §4.2.
  @Test
  void aTicketIsOctets() {
    byte[] ticket = {96, 6, 6, 43};
    assertArrayEquals(
        ticket,
        AuthorizationField.ticket("negotiate  " + Base64.getEncoder().encodeToString(ticket))
            .orElseThrow());
    for (String other : List.of("", "Negotiate", "Basic YWI=", "Negotiate !!!")) {
      assertTrue(AuthorizationField.ticket(other).isEmpty(), other);
    }
    assertTrue(AuthorizationField.ticket("Negotiate " + "A".repeat(20_000)).isEmpty());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
