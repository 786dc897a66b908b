package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

class ClaimsTest {
  private static final byte[] SAID = {1};
  private static final byte[] PROOF = {2};

  private static final Account JANE =
      new Account(
          new AccountId(1),
          "jane@example.org",
          "",
          null,
          Account.Quota.UNLIMITED,
          Set.of("user"),
          true);

  private final LoginDirectory directory =
      new LoginDirectory(credentials ->
          credentials.login().equalsIgnoreCase(JANE.login())
              ? new Authentication.Authenticated(JANE)
              : new Authentication.Rejected(Reason.UNKNOWN_LOGIN));

  private Authentication asked(Claim claim) {
    return Claims.authenticate(directory, claim);
  }

  @Test
  void eachClaimIsAskedAsWhatItIs() {
    assertInstanceOf(
        Authentication.Authenticated.class,
        asked(new Claim.Password("", "jane@example.org", "secret")));
    assertInstanceOf(
        Authentication.Authenticated.class,
        asked(new Claim.Scram("jane@example.org", "jane@example.org", SAID, PROOF)));
    assertInstanceOf(
        Authentication.Authenticated.class, asked(new Claim.Bearer("jane@example.org", "token")));
    assertInstanceOf(
        Authentication.Authenticated.class, asked(new Claim.Kerberos("", "jane@EXAMPLE.ORG")));
    assertInstanceOf(
        Authentication.Authenticated.class, asked(new Claim.Kerberos("jane", "jane@EXAMPLE.ORG")));
    assertEquals(
        List.of(Proof.PASSWORD, Proof.SCRAM, Proof.BEARER, Proof.KERBEROS, Proof.KERBEROS),
        directory.asked.stream().map(Credentials::kind).toList());
    assertFalse(directory.asked.toString().contains("secret"));
    assertFalse(directory.asked.toString().contains("token"));
  }

  @Test
  void theFirstNameOfACertificateThatIsHereCounts() {
    var names = List.of("doe@example.org", "jane@example.org");
    assertInstanceOf(Authentication.Authenticated.class, asked(new Claim.Certificate("", names)));
    assertEquals(
        List.of("doe@example.org", "jane@example.org"),
        directory.asked.stream().map(Credentials::login).toList());
    assertEquals(
        new Authentication.Rejected(Reason.UNKNOWN_LOGIN),
        asked(new Claim.Certificate("DOE@example.org", names)));
  }

  static Stream<Claim> forOthers() {
    return Stream.of(
        new Claim.Password("joe", "jane@example.org", "secret"),
        new Claim.Scram("joe", "jane@example.org", SAID, PROOF),
        new Claim.Certificate("joe", List.of("jane@example.org")),
        new Claim.Kerberos("joe", "jane@EXAMPLE.ORG"));
  }

  @ParameterizedTest
  @MethodSource("forOthers")
  void nobodyActsForAnother(Claim claim) {
    assertEquals(new Authentication.Rejected(Reason.FOR_ANOTHER), asked(claim));
    assertTrue(directory.asked.isEmpty());
  }

  @Test
  void anOutageIsNoAnswer() {
    directory.keys = new Answer.Unavailable<>("down");
    assertEquals(Optional.empty(), Claims.scramKeys(directory, "jane"));
    var keys = ScramKeys.of(ScramHash.SHA_256, "x", new byte[] {1}, 4_096);
    directory.keys = new Answer.Found<>(keys);
    assertEquals(Optional.of(keys), Claims.scramKeys(directory, "jane"));
  }
}
