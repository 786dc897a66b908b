package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.directory.internal.Setup.done;
import static org.mailkeep.directory.internal.Setup.draft;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.credentials.AppPassword;
import org.mailkeep.credentials.Totp;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ClientExchange;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.sasl.ServerExchange;

/// Logins by what else is a secret than one password.
class SecretsTest {
  private static final String MD5 = "$1$abc$OGyl6dDvZCDiGmIVbeuCq/"; // x
  private static final String KEYS =
      "SCRAM-SHA-256$4096:7HEssRQl14iXLEvdraOMjA==$oYkJEuZXO4Je8cTUCUQZfvTTRV8eZ2bRftTFNxr7jcQ=:"
          + "Nmtmxy6UdQ51WQbTZHljYjykJTblBHkZC8ezbJceYw4="; // pencil

  private final Setup setup = new Setup();
  private final InternalDirectory directory = setup.directory;

  @AfterEach
  void close() {
    setup.close();
  }

  @Test
  void aWeakSecretIsStoredAnewAtLogin() {
    AccountId jane = account(MD5);
    assertEquals(new Authentication.Rejected(Reason.WRONG_SECRET), login("y"));
    assertEquals(List.of(MD5), secrets(jane));
    assertInstanceOf(Authentication.Authenticated.class, login("x"));
    List<String> fresh = secrets(jane);
    assertEquals(1, fresh.size());
    assertTrue(fresh.getFirst().startsWith("$argon2id$v=19$m=8,t=1,p=1$"));
    assertInstanceOf(Authentication.Authenticated.class, login("x"));
    assertEquals(fresh, secrets(jane));
  }

  @Test
  void aStoreThatTakesNothingKeepsNobodyOut() {
    AccountId jane = account(MD5);
    setup.backend.failWrites(FailingBackend::unavailable);
    assertInstanceOf(Authentication.Authenticated.class, login("x"));
    setup.backend.failWrites(null);
    assertEquals(List.of(MD5), secrets(jane));
  }

  @Test
  void aCodeIsTakenOnceThoughLoginsAreRemembered() {
    Totp app = Totp.generated(Chance.secure());
    account(setup.passwords.hash("secret"), app.uri("Mailkeep", "jane"));
    assertEquals(new Authentication.Rejected(Reason.WRONG_SECRET), login("secret"));
    Instant now = InstantSource.system().instant();
    String withCode = "secret$" + app.code(now);
    assertInstanceOf(Authentication.Authenticated.class, login(withCode));
    assertEquals(new Authentication.Rejected(Reason.WRONG_SECRET), login(withCode));
  }

  @Test
  void passwordsForProgramsWantNoCode() {
    Totp app = Totp.generated(Chance.secure());
    String phone = new AppPassword("phone", null, setup.passwords.hash("for the phone")).stored();
    account(setup.passwords.hash("secret"), app.uri("Mailkeep", "jane"), phone);
    assertInstanceOf(Authentication.Authenticated.class, login("for the phone"));
    assertInstanceOf(Authentication.Authenticated.class, login("for the phone"));
  }

  @Test
  void whoIsVouchedForHasToBeHere() {
    AccountId jane = account(MD5);
    var by = Proof.CERTIFICATE;
    assertInstanceOf(
        Authentication.Authenticated.class,
        directory.authenticate(new Credentials.Vouched("JANE", by)));
    assertEquals(
        new Authentication.Rejected(Reason.UNKNOWN_LOGIN),
        directory.authenticate(new Credentials.Vouched("john", by)));
    done(directory.update(jane, draft -> draft.withEnabled(false)));
    assertEquals(
        new Authentication.Rejected(Reason.DISABLED),
        directory.authenticate(new Credentials.Vouched("jane", by)));
    assertEquals(
        new Authentication.Rejected(Reason.UNSUPPORTED),
        directory.authenticate(new Credentials.Bearer("jane", "token")));
  }

  @Test
  void scramHasKeysForEverybody() {
    account(KEYS);
    assertTrue(keys("Jane").fit("pencil"));
    ScramKeys nobodys = keys("nobody");
    assertFalse(nobodys.fit("pencil"));
    assertEquals(4_096, nobodys.iterations());
    assertArrayEquals(nobodys.salt(), keys("nobody").salt());
    assertFalse(Arrays.equals(nobodys.salt(), keys("somebody").salt()));
    try (var restarted = new Setup(setup.backend)) {
      var answer = restarted.directory.scramKeys("nobody");
      var again = (ScramKeys) assertInstanceOf(Answer.Found.class, answer).value();
      assertArrayEquals(nobodys.salt(), again.salt());
    }
  }

  @Test
  void aProofIsJudgedByTheKeysOfNow() {
    AccountId jane = account(KEYS);
    assertInstanceOf(
        Authentication.Authenticated.class, directory.authenticate(proof("jane", "pencil")));
    assertEquals(
        new Authentication.Rejected(Reason.WRONG_SECRET),
        directory.authenticate(proof("jane", "pen")));
    assertEquals(
        new Authentication.Rejected(Reason.UNKNOWN_LOGIN),
        directory.authenticate(proof("nobody", "pencil")));
    Credentials old = proof("jane", "pencil");
    done(directory.update(jane, draft -> draft.withSecrets(List.of("{PLAIN}another one"))));
    assertEquals(new Authentication.Rejected(Reason.WRONG_SECRET), directory.authenticate(old));
    assertInstanceOf(
        Authentication.Authenticated.class, directory.authenticate(proof("jane", "another one")));
    String app = Totp.generated(Chance.secure()).uri("Mailkeep", "jane");
    done(directory.update(jane, draft -> draft.withSecrets(List.of(KEYS, app))));
    assertEquals(
        new Authentication.Rejected(Reason.WRONG_SECRET),
        directory.authenticate(proof("jane", "pencil")));
  }

  /// What a client of this password comes to with the keys that the directory gives out now.
  private Credentials proof(String login, String password) {
    var identity = new ClientIdentity.Password(login, password);
    var client =
        ClientExchange.choose(
                List.of("SCRAM-SHA-256"), identity, Channel.CONFIDENTIAL, Chance.secure())
            .orElseThrow();
    var server =
        Mechanisms.standard(Chance.secure())
            .begin(client.name(), Channel.CONFIDENTIAL)
            .orElseThrow();
    var step = server.start(client.initial());
    while (!(step instanceof ServerExchange.Claimed(Claim claim))) {
      step =
          step instanceof ServerExchange.Challenge(byte[] octets)
              ? server.answer(client.answer(octets).orElseThrow())
              : server.keys(keys(login));
    }
    var scram = assertInstanceOf(Claim.Scram.class, claim);
    return new Credentials.Scram(scram.login(), scram.message(), scram.clientProof());
  }

  @Test
  void scramIsOfferedWherePasswordsGetKeys() {
    assertFalse(directory.accepts().contains(Proof.SCRAM));
    assertTrue(directory.accepts().contains(Proof.PASSWORD));
  }

  private AccountId account(String... secrets) {
    return done(directory.create(draft("jane").withSecrets(List.of(secrets)))).account().id();
  }

  private ScramKeys keys(String login) {
    return (ScramKeys) assertInstanceOf(Answer.Found.class, directory.scramKeys(login)).value();
  }

  private List<String> secrets(AccountId account) {
    var seen = new ArrayList<String>();
    done(
        directory.update(
            account,
            draft -> {
              seen.clear();
              seen.addAll(draft.secrets());
              return draft;
            }));
    return seen;
  }

  private Authentication login(String password) {
    return directory.authenticate(new Credentials.Password("jane", password));
  }
}
