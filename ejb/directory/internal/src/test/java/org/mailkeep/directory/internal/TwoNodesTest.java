package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.directory.internal.Setup.done;
import static org.mailkeep.directory.internal.Setup.draft;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.spi.DataBackend;

/// What one process changes, another on the same store takes up a few seconds later.
class TwoNodesTest {
  private static final Address JANE = Address.of("jane@example.org");

  private final Setup here = new Setup();
  private final Setup there = new Setup(here.backend);
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void follow() {
    here.domain("example.org");
    here.directory.follow(follower("here"));
    there.directory.follow(follower("there"));
    told.clear();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private InternalDirectory.Follower follower(String node) {
    return new InternalDirectory.Follower() {
      @Override
      public void changed() {
        told.add(node + ": changed");
      }

      @Override
      public void ended(AccountId account) {
        told.add(node + ": " + account.value());
      }

      @Override
      public void allEnded() {
        told.add(node + ": all");
      }
    };
  }

  private AccountId jane(String password) {
    return done(here.directory.create(
            draft("jane", "jane@example.org").withSecrets(List.of(here.passwords.hash(password)))))
        .account()
        .id();
  }

  private static Authentication login(Setup node, String password) {
    return node.directory.authenticate(new Credentials.Password("jane", password));
  }

  private void pass() {
    there.clock.pass(DirectoryVersion.FRESH);
    here.clock.pass(DirectoryVersion.FRESH);
  }

  @Test
  void anAccountThatWasUnknownReceivesMail() {
    assertInstanceOf(Resolution.UnknownMailbox.class, there.directory.resolve(JANE));
    jane("first one");
    there.clock.pass(DirectoryVersion.FRESH.minus(Duration.ofMillis(1)));
    assertInstanceOf(Resolution.UnknownMailbox.class, there.directory.resolve(JANE));
    there.clock.pass(Duration.ofMillis(1));
    assertInstanceOf(Resolution.Accounts.class, there.directory.resolve(JANE));
  }

  @Test
  void aDomainThatWasUnknownIsHosted() {
    var net = DomainName.of("example.net");
    assertEquals(new Verdict.No(), there.directory.isLocal(net));
    here.domain("example.net");
    pass();
    assertEquals(new Verdict.Yes(), there.directory.isLocal(net));
    done(here.directory.deleteDomain(net));
    pass();
    assertEquals(new Verdict.No(), there.directory.isLocal(net));
  }

  @Test
  void anotherPasswordHoldsAndEndsSessionsOnTheOtherNodeOnly() {
    AccountId jane = jane("first one");
    assertInstanceOf(Authentication.Authenticated.class, login(there, "first one"));
    String secret = here.passwords.hash("second one");
    done(here.directory.update(jane, d -> d.withSecrets(List.of(secret))));
    assertInstanceOf(Authentication.Authenticated.class, login(there, "first one"));
    told.clear();
    pass();
    here.directory.refresh();
    there.directory.refresh();
    assertEquals(
        List.of("here: changed", "there: changed", "there: " + jane.value()),
        told,
        "the node that changed it has ended its sessions itself");
    assertInstanceOf(Authentication.Rejected.class, login(there, "first one"));
    assertInstanceOf(Authentication.Authenticated.class, login(there, "second one"));
    pass();
    there.directory.refresh();
    assertEquals(3, told.size(), "each change is told once");
  }

  @Test
  void aDisabledAndARemovedAccountLoseTheirSessions() {
    AccountId jane = jane("first one");
    done(here.directory.update(jane, d -> d.withName("Jane")));
    pass();
    there.directory.refresh();
    assertEquals(List.of("there: changed"), told, "a name is no reason");
    assertInstanceOf(Authentication.Authenticated.class, login(there, "first one"));
    done(here.directory.update(jane, d -> d.withEnabled(false)));
    pass();
    there.directory.refresh();
    assertEquals("there: " + jane.value(), told.getLast());
    assertInstanceOf(Authentication.Rejected.class, login(there, "first one"));
    told.clear();
    done(here.directory.delete(jane));
    pass();
    there.directory.refresh();
    assertEquals(List.of("there: changed", "there: " + jane.value()), told);
    assertInstanceOf(Resolution.UnknownMailbox.class, there.directory.resolve(JANE));
  }

  @Test
  void aSecretThatIsRenewedEndsNoSessions() {
    AccountId jane = jane("first one");
    done(here.directory.update(jane, d -> d.withSecrets(List.of("{PLAIN}first one"))));
    pass();
    there.directory.refresh();
    told.clear();
    assertInstanceOf(Authentication.Authenticated.class, login(here, "first one"));
    pass();
    there.directory.refresh();
    assertEquals(List.of("here: changed", "there: changed"), told);
  }

  @Test
  void anAccountOfAForeignDirectoryThatIsForgottenLosesItsSessions() {
    AccountId known = here.directory.ids().of("ldap", new Identity("key", "jane"));
    assertNotNull(there.directory.ids().whose(known));
    pass();
    there.directory.refresh();
    told.clear();
    assertTrue(here.directory.ids().forget(known));
    pass();
    assertNull(there.directory.ids().whose(known));
    assertEquals(List.of("there: changed", "there: " + known.value()), told);
  }

  @Test
  void whoComesTooLateForTheRingEndsAll() {
    AccountId jane = jane("first one");
    here.store.commit(
        new Batch()
            .put(
                Subspace.DIRECTORY, DirectoryKeys.ENDINGS, Keys.of(DirectoryVersion.RING).bytes()));
    done(here.directory.update(jane, d -> d.withEnabled(false)));
    pass();
    there.directory.refresh();
    assertEquals(List.of("there: changed", "there: all"), told);
  }

  /// Also where the ring begins anew.
  @Test
  void howeverManyAccountsLostTheirSessionsTheyAreReadAtOnce() {
    long begin = DirectoryVersion.RING - 20;
    here.store.commit(
        new Batch().put(Subspace.DIRECTORY, DirectoryKeys.ENDINGS, Keys.of(begin).bytes()));
    var reads = new AtomicInteger();
    var writer = new DirectoryVersion(here.store, here.clock, Chance.secure());
    var reader =
        new DirectoryVersion(
            new DataStore(counted(here.backend, reads)), here.clock, Chance.secure());
    reader.follow(follower("reader"));
    reader.read();
    told.clear();
    List<String> expected = new ArrayList<>();
    for (long id = 1; id <= 50; id++) {
      var account = new AccountId(id);
      expected.add("reader: " + id);
      here.store.write((seen, batch) -> {
        writer.end(seen, batch, account);
        return account;
      });
    }
    reads.set(0);
    reader.read();
    assertEquals(expected, told);
    assertEquals(3, reads.get(), "the last one, all of them, and the version");
    reader.read();
    assertEquals(expected, told, "each is told once");
  }

  /// A backend that counts what is asked of it.
  private static DataBackend counted(DataBackend backend, AtomicInteger calls) {
    return (DataBackend)
        Proxy.newProxyInstance(
            TwoNodesTest.class.getClassLoader(),
            new Class<?>[] {DataBackend.class},
            (_, method, arguments) -> {
              calls.incrementAndGet();
              return method.invoke(backend, arguments);
            });
  }

  @Test
  void whatChangesNothingMovesNoVersion() {
    AccountId jane = jane("first one");
    long before = here.store.counter(Subspace.DIRECTORY, DirectoryKeys.VERSION);
    here.directory.create(draft("jane"));
    here.directory.create(draft("joe", "jane@example.org"));
    here.directory.update(jane, d -> d);
    assertEquals(before, here.store.counter(Subspace.DIRECTORY, DirectoryKeys.VERSION));
    done(here.directory.update(jane, d -> d.withRoles(Set.of())));
    assertEquals(before + 1, here.store.counter(Subspace.DIRECTORY, DirectoryKeys.VERSION));
  }

  @Test
  void whileTheStoreIsAwayWhatIsKnownHolds() {
    jane("first one");
    pass();
    assertInstanceOf(Authentication.Authenticated.class, login(there, "first one"));
    here.backend.failAll(FailingBackend::unavailable);
    pass();
    assertInstanceOf(Authentication.Authenticated.class, login(there, "first one"));
    here.backend.failAll(null);
    assertFalse(told.isEmpty());
  }
}
