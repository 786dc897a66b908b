package org.mailkeep.directory.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.contract.DownSource;
import org.mailkeep.directory.api.contract.PlainIds;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ClientExchange;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.sasl.ServerExchange;

/// SCRAM with accounts that others keep.
final class ForeignScramTest {
  /// Keys of `pencil` (RFC 7677 §3).
  private static final String PEOPLE =
      """
      [directory.file]
      type = "memory"
      [[directory.file.principals]]
      name = "clear"
      secret = "pencil"
      [[directory.file.principals]]
      name = "keys"
      secret = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
      [[directory.file.principals]]
      name = "hashed"
      secret = "{SHA}8kI/jtHtVDdELLTsw3+9SLYzVWU="
      [[directory.file.principals]]
      name = "off"
      secret = "pencil"
      enabled = false
      """;

  private static final int ITERATIONS = 4_096;

  private final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  private final TestClock clock = new TestClock();
  private final InternalDirectory house =
      new InternalDirectory(
          new DataStore(new MemoryBackend()),
          new InternalDirectory.Parts(
              passwords,
              new PasswordRules(4, 128),
              Addressing.STANDARD,
              DirectorySettings.caches(
                  Configuration.of("", DirectorySettings.class, StoreSettings.class)),
              100),
          new PlainCaches(clock),
          new InternalDirectory.World(clock, Chance.secure()),
          _ -> {});
  private final ForeignDirectory directory = foreign(people(), house.scram(ITERATIONS));

  private static DirectorySource people() {
    return MemoryDirectory.of(Principals.configuration(PEOPLE), "file");
  }

  private ForeignDirectory foreign(DirectorySource source, @Nullable ScramLookup scram) {
    return new ForeignDirectory(
        "file",
        source,
        Set.of(),
        new ForeignDirectory.Parts(
            new PlainIds(),
            passwords,
            new PasswordRules(4, 128),
            Addressing.STANDARD,
            (_, _) -> {},
            null,
            scram == null ? null : () -> scram));
  }

  @AfterEach
  void close() {
    passwords.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clear", "keys", "KEYS"})
  void whoHasKeysOrClearTextProvesIt(String login) {
    assertInstanceOf(Authentication.Authenticated.class, proof(directory, login, "pencil"), login);
    assertEquals(
        new Authentication.Rejected(Reason.WRONG_SECRET), proof(directory, login, "pen"), login);
  }

  @Test
  void othersAreRefused() {
    assertEquals(
        new Authentication.Rejected(Reason.WRONG_SECRET), proof(directory, "hashed", "pencil"));
    assertEquals(new Authentication.Rejected(Reason.DISABLED), proof(directory, "off", "pencil"));
    assertEquals(
        new Authentication.Rejected(Reason.UNKNOWN_LOGIN), proof(directory, "nobody", "pencil"));
    assertEquals(
        new Authentication.Rejected(Reason.UNKNOWN_LOGIN),
        directory.authenticate(new Credentials.Scram("\u0001", new byte[0], new byte[32])));
  }

  /// A stranger sees salts of one length, iterations of one number, and the same each time.
  @Test
  void strangersDoNotLearnWhoIsThere() {
    for (String login : List.of("clear", "keys", "hashed", "nobody", "somebody", "\u0001")) {
      ScramKeys keys = keys(directory, login);
      assertEquals(ITERATIONS, keys.iterations(), login);
      assertEquals(16, keys.salt().length, login);
      assertArrayEquals(keys.salt(), keys(directory, login).salt(), login);
    }
    assertFalse(Arrays.equals(keys(directory, "nobody").salt(), keys(directory, "no").salt()));
    assertFalse(keys(directory, "nobody").fit("pencil"));
  }

  @Test
  void aDirectoryThatIsDownIsATemporaryFailure() {
    var down = foreign(new DownSource(), house.scram(ITERATIONS));
    assertInstanceOf(Answer.Unavailable.class, down.scramKeys("clear"));
    var late = new Credentials.Scram("clear", new byte[0], new byte[32]);
    assertInstanceOf(Authentication.Unavailable.class, down.authenticate(late));
  }

  @Test
  void itIsOfferedWhereTheSettingsSayThatSecretsAllowIt() {
    var without = foreign(people(), null);
    assertFalse(without.accepts().contains(Proof.SCRAM));
    assertEquals(new Answer.Unknown<ScramKeys>(), without.scramKeys("clear"));
    assertEquals(
        new Authentication.Rejected(Reason.UNSUPPORTED),
        without.authenticate(new Credentials.Scram("clear", new byte[0], new byte[32])));
    assertTrue(joined(directory).accepts().contains(Proof.SCRAM));
    assertFalse(joined(without).accepts().contains(Proof.SCRAM));
    assertFalse(joined(directory, without).accepts().contains(Proof.SCRAM), "not all have keys");
    assertFalse(joined(directory, house).accepts().contains(Proof.SCRAM), "the house has none");
    assertInstanceOf(
        Authentication.Authenticated.class, proof(joined(directory), "clear", "pencil"));
    assertEquals(
        new Authentication.Rejected(Reason.UNKNOWN_LOGIN),
        proof(joined(directory), "nobody", "pencil"));
  }

  private JoinedDirectory joined(Directory... all) {
    var order =
        Arrays.stream(all)
            .map(one -> new Chain.Member("d" + Arrays.asList(all).indexOf(one), one))
            .toList();
    return new JoinedDirectory(house, house.ids(), new Chain(house, order, Map.of()));
  }

  private static ScramKeys keys(Directory directory, String login) {
    return (ScramKeys) assertInstanceOf(Answer.Found.class, directory.scramKeys(login)).value();
  }

  /// A whole exchange of a client with the directory.
  private static Authentication proof(Directory directory, String login, String password) {
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
              : server.keys(keys(directory, login));
    }
    var scram = assertInstanceOf(Claim.Scram.class, claim);
    return directory.authenticate(
        new Credentials.Scram(scram.login(), scram.message(), scram.clientProof()));
  }
}
