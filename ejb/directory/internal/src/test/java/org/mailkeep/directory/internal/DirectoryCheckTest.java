package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Roster;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.Verification.State;

/// Each kind of record of the directory is broken by hand, found, and mended.
@Timeout(60)
class DirectoryCheckTest {
  private static final DomainName DOMAIN = DomainName.of("example.org");
  private final Setup setup = new Setup();

  @BeforeEach
  void fill() {
    setup.domain("example.org");
    setup.domain("bücher.example");
    Setup.done(setup.directory.create(Setup.draft("jane", "jane@example.org", "j@example.org")));
    Setup.done(
        setup.directory.create(
            Setup.draft("john@example.org", "john@example.org", "@bücher.example")));
  }

  @AfterEach
  void close() {
    setup.close();
  }

  @Test
  void aDirectoryThatFitsHasNoFaults() {
    Verification found = verify(false);
    assertEquals(List.of(), found.findings());
    assertEquals(2, found.counts().get("accounts of the directory"));
    assertEquals(5, found.counts().get("names"));
    assertEquals(2, found.counts().get("logins"));
  }

  @Test
  void anAddressThatLeadsNowhereLeadsToItsAccountAgain() {
    Address address = Address.of("j@example.org");
    delete(DirectoryKeys.name("j@example.org"));
    assertInstanceOf(Resolution.UnknownMailbox.class, setup.directory.resolve(address));
    assertFault("account jane", "is not found by j@example.org", State.FOUND);
    assertFault("account jane", "is not found by j@example.org", State.MENDED);
    assertInstanceOf(Resolution.Accounts.class, setup.directory.resolve(address));
    assertSound();
  }

  @Test
  void anAddressThatLeadsToAnotherLeadsToItsAccountAgain() {
    put(DirectoryKeys.name("j@example.org"), new NameEntry(new AccountId(2), false, true).encode());
    assertFault("account jane", "is not found by j@example.org", State.FOUND);
    verify(true);
    assertSound();
  }

  @Test
  void anAddressThatTwoAccountsClaimIsTold() {
    Setup other = new Setup();
    other.domain("example.org");
    Setup.done(other.directory.create(Setup.draft("jim", "jim@example.org")));
    Setup.done(other.directory.create(Setup.draft("joe", "jane@example.org")));
    byte[] record = other.store.get(Subspace.DIRECTORY, DirectoryKeys.principal(new AccountId(2)));
    other.close();
    assertNotNull(record);
    put(DirectoryKeys.principal(new AccountId(2)), record);
    assertFault("account joe", "claims jane@example.org, which is found as", State.LOST);
  }

  @Test
  void aNameOfNobodyGoes() {
    put(
        DirectoryKeys.name("ghost@example.org"),
        new NameEntry(new AccountId(77), false, true).encode());
    assertFault("name ghost@example.org", "leads to account 77", State.FOUND);
    assertFault("name ghost@example.org", "leads to account 77", State.MENDED);
    assertSound();
  }

  @Test
  void accountsAreListedAsTheyAre() {
    delete(DirectoryKeys.login("jane"));
    put(DirectoryKeys.login("ghost"), new LoginEntry(new AccountId(1), "x").encode());
    assertFault("account jane", "is not listed as it is", State.FOUND);
    assertFault("login ghost", "lists account 1", State.MENDED);
    assertSound();
  }

  @Test
  void membersThatDoNotFitAreMended() {
    var jane = new Member.Here(new AccountId(1));
    var john = new Member.Here(new AccountId(2));
    var list = new AccountId(3);
    Setup.done(
        setup.directory.create(
            Setup.draft("list")
                .withKind(PrincipalKind.LIST)
                .withRoster(new Roster(List.of(jane, john), null))));
    assertSound();
    delete(DirectoryKeys.membership(jane.id(), list));
    assertFault("members of account 3", "are not told to account 1", State.MENDED);
    assertSound();
    delete(DirectoryKeys.member(list, john));
    assertFault("account 2", "is told to be a member of account 3", State.FOUND);
    assertFault("account list", "counts 2 members and has 1", State.MENDED);
    verify(true);
    assertSound();
    put(DirectoryKeys.member(list, new Member.Here(new AccountId(77))), new byte[0]);
    assertFault("members of account 3", "have account 77 still", State.MENDED);
    verify(true);
    assertSound();
    put(DirectoryKeys.member(new AccountId(78), jane), new byte[0]);
    assertFault("members of account 78", "outlived it", State.MENDED);
    assertSound();
    put(DirectoryKeys.aliases(DOMAIN), Keys.of(4).bytes());
    put(DirectoryKeys.membershipCount(jane.id()), Keys.of(7).bytes());
    assertFault("domain " + DOMAIN.ascii(), "counts 4 aliases and has 0", State.FOUND);
    assertFault("account jane", "counts 7 memberships and has 1", State.MENDED);
    verify(true);
    assertSound();
  }

  @Test
  void countersAreCountedAgain() {
    put(DirectoryKeys.PRINCIPALS, Keys.of(9).bytes());
    put(DirectoryKeys.DOMAINS, Keys.of(0).bytes());
    put(DirectoryKeys.names(DOMAIN), Keys.of(1).bytes());
    assertFault("the number of accounts", "counts 9 and should count 2", State.FOUND);
    assertFault("the number of domains", "counts 0 and should count 2", State.FOUND);
    assertFault("domain example.org", "counts 1 and should count 3", State.MENDED);
    assertSound();
  }

  @Test
  void aDamagedAccountIsTold() {
    put(DirectoryKeys.principal(new AccountId(1)), new byte[] {-1});
    assertFault("account 1", "its record is damaged", State.LOST);
  }

  @Test
  void changesMeanwhileAreNoFaults() throws Exception {
    var stop = new AtomicBoolean();
    Thread changing =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; !stop.get(); i++) {
                var made =
                    Setup.done(
                        setup.directory.create(Setup.draft("n" + i, "n" + i + "@example.org")));
                if (i % 2 == 0) {
                  Setup.done(setup.directory.delete(made.account().id()));
                }
              }
            });
    long end = System.nanoTime() + 1_500_000_000L;
    for (int look = 0; System.nanoTime() < end || look < 3; look++) {
      assertEquals(List.of(), verify(look % 2 == 1).findings());
    }
    stop.set(true);
    changing.join();
    assertSound();
  }

  private void delete(byte[] key) {
    assertNotNull(setup.store.get(Subspace.DIRECTORY, key));
    setup.store.commit(new Batch().delete(Subspace.DIRECTORY, key));
  }

  private void put(byte[] key, byte[] value) {
    setup.store.commit(new Batch().put(Subspace.DIRECTORY, key, value));
  }

  private void assertFault(String subject, String fault, State state) {
    List<Verification.Finding> findings = verify(state == State.MENDED).findings();
    assertTrue(
        findings.stream()
            .anyMatch(finding ->
                finding.subject().equals(subject)
                    && finding.fault().contains(fault)
                    && finding.state() == state),
        findings.toString());
  }

  private void assertSound() {
    assertEquals(List.of(), verify(false).findings());
  }

  private Verification verify(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    setup.directory.check().run(verification);
    return verification;
  }
}
