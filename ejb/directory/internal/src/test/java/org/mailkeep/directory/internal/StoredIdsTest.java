package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.foreign.AccountIds;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;

class StoredIdsTest {
  private static final Identity JOHN = new Identity("4f1c", "john");
  private static final Identity RENAMED = new Identity("4f1c", "john.doe");

  private final Setup setup = new Setup();
  private final AccountIds ids = setup.directory.ids();

  @AfterEach
  void close() {
    setup.close();
  }

  @Test
  void anIdIsGivenOnceAndKeptWhenTheNameChanges() {
    AccountId john = ids.of("ldap", JOHN);
    assertEquals(john, ids.of("ldap", JOHN));
    assertEquals(john, ids.of("ldap", RENAMED));
    KnownAccount known = ids.whose(john);
    assertNotNull(known);
    assertEquals(RENAMED, known.identity());
    assertEquals("ldap", known.directory());
    assertEquals(List.of(), ids.called("john"));
    assertEquals(List.of(known), ids.called("john.doe"));
    assertNotEquals(john, ids.of("sql", JOHN), "another directory has another john");
    assertNotEquals(john, ids.of("ldap", new Identity("77", "john.doe")), "a namesake");
  }

  @Test
  void noIdIsThatOfAnotherAccount() {
    setup.domain("example.org");
    AccountId before = setup.directory.ids().of("ldap", JOHN);
    Principal jane = Setup.done(setup.directory.create(Setup.draft("jane@example.org")));
    AccountId after = ids.of("ldap", new Identity("2", "two"));
    assertEquals(3, Set.of(before, jane.account().id(), after).size());
    assertNull(ids.whose(jane.account().id()));
    assertEquals(new Answer.Unknown<>(), setup.directory.account(before));
  }

  @Test
  void whoeverSeesAnAccountFirstAtOnceSeesTheSameId() throws Exception {
    var other = new Setup(setup.backend);
    List<Callable<AccountId>> callers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      AccountIds asked = i % 2 == 0 ? ids : other.directory.ids();
      var identity = new Identity("k" + i % 4, "n" + i % 4);
      callers.add(() -> asked.of("ldap", identity));
    }
    var found = new HashSet<AccountId>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : threads.invokeAll(callers)) {
        found.add(future.get());
      }
    }
    other.close();
    assertEquals(4, found.size());
    assertEquals(4, page(Listing.first(10)).total());
  }

  @Test
  void theyAreListedAmongTheAccounts() {
    setup.domain("example.org");
    Setup.done(setup.directory.create(Setup.draft("john@example.org")));
    for (String directory : List.of("ldap", "sql", "tab")) {
      ids.of(directory, new Identity("1", "john@example.org"));
    }
    ids.of("ldap", new Identity("2", "abe"));
    var keepers = new ArrayList<String>();
    var listing = Listing.first(2);
    while (true) {
      Page<Principal> page = page(listing);
      assertEquals(5, page.total());
      page.items().forEach(item -> keepers.add(item.account().login() + " " + item.keeper()));
      if (page.next().isEmpty()) {
        break;
      }
      listing = new Listing("", page.next(), 0, 2);
    }
    assertEquals(
        List.of(
            "abe Others[directory=ldap, gone=false]",
            "john@example.org House[]",
            "john@example.org Others[directory=ldap, gone=false]",
            "john@example.org Others[directory=sql, gone=false]",
            "john@example.org Others[directory=tab, gone=false]"),
        keepers);
  }

  @Test
  void whatIsForgottenIsDepartedAndItsIdIsNobodysAgain() {
    AccountId john = ids.of("ldap", JOHN);
    assertTrue(ids.forget(john));
    assertFalse(ids.forget(john));
    assertNull(ids.whose(john));
    assertEquals(new Answer.Found<>(List.of(john)), setup.directory.departed());
    assertNotEquals(john, ids.of("ldap", JOHN));
    assertEquals(1, page(Listing.first(10)).total());
  }

  @Test
  void aCheckFindsWhatDoesNotFitAndMendsIt() {
    AccountId john = ids.of("ldap", JOHN);
    assertEquals(0, findings(false));
    setup.store.commit(
        new Batch()
            .delete(Subspace.DIRECTORY, DirectoryKeys.identity("ldap", "4f1c"))
            .delete(Subspace.DIRECTORY, DirectoryKeys.login("john", "ldap"))
            .put(
                Subspace.DIRECTORY,
                DirectoryKeys.login("ghost", "ldap"),
                new LoginEntry(new AccountId(99), "", "ldap").encode())
            .add(Subspace.DIRECTORY, DirectoryKeys.PRINCIPALS, 1));
    assertEquals(4, findings(true));
    assertEquals(0, findings(false));
    assertEquals(john, ids.of("ldap", JOHN));
    assertEquals(
        List.of("john"),
        page(Listing.first(9)).items().stream().map(item -> item.account().login()).toList());
  }

  private long findings(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    setup.directory.check().run(verification);
    return verification.findings().size();
  }

  private Page<Principal> page(Listing listing) {
    if (setup.directory.principals(listing) instanceof Answer.Found<Page<Principal>>(var page)) {
      return page;
    }
    throw new AssertionError("no page");
  }
}
