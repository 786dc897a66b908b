package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.directory.internal.Setup.done;
import static org.mailkeep.directory.internal.Setup.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

class RaceTest {
  private static final DomainName ORG = DomainName.of("example.org");

  @Test
  void oneOfManyGetsAnAddressAlsoAcrossProcesses() throws Exception {
    try (var here = new Setup();
        var there = new Setup(here.backend)) {
      here.domain("example.org");
      var tasks = new ArrayList<Callable<Change<Principal>>>();
      for (int i = 0; i < 20; i++) {
        var directory = (i % 2 == 0 ? here : there).directory;
        String login = "user" + i;
        tasks.add(() -> directory.create(draft(login, "wanted@example.org")));
      }
      var outcomes = together(tasks);
      assertEquals(1, outcomes.stream().filter(Change.Done.class::isInstance).count());
      assertTrue(
          outcomes.stream().allMatch(o -> o instanceof Change.Done || o instanceof Change.Taken),
          outcomes.toString());
    }
  }

  @Test
  void manyAccountsMadeAtOnceAllHaveTheirOwnIds() throws Exception {
    try (var setup = new Setup()) {
      var tasks = new ArrayList<Callable<Change<Principal>>>();
      for (int i = 0; i < 200; i++) {
        String login = "user" + i;
        tasks.add(() -> setup.directory.create(draft(login)));
      }
      var ids = new HashSet<>();
      together(tasks).forEach(change -> ids.add(done(change).account().id()));
      assertEquals(200, ids.size());
    }
  }

  @Test
  void noAddressOutlivesItsDomain() throws Exception {
    for (int round = 0; round < 50; round++) {
      try (var here = new Setup();
          var there = new Setup(here.backend)) {
        here.domain("example.org");
        List<Callable<Object>> tasks =
            List.of(
                () -> here.directory.deleteDomain(ORG),
                () -> there.directory.create(draft("jane", "jane@example.org")));
        var outcomes = together(tasks);
        boolean deleted = outcomes.get(0) instanceof Change.Done<?>;
        boolean created = outcomes.get(1) instanceof Change.Done<?>;
        assertTrue(deleted != created, outcomes.toString());
        assertEquals(created, here.directory.domain(ORG) instanceof Answer.Found<Domain>);
      }
    }
  }

  @Test
  void noMemberOutlivesItsAccountNorItsList() throws Exception {
    for (int round = 0; round < 50; round++) {
      try (var here = new Setup();
          var there = new Setup(here.backend)) {
        var jane = done(here.directory.create(draft("jane"))).account().id();
        var list =
            done(here.directory.create(draft("list").withKind(PrincipalKind.LIST))).account().id();
        var gone = round % 2 == 0 ? jane : list;
        List<Callable<Object>> tasks =
            List.of(
                () -> here.directory.delete(gone),
                () ->
                    there.directory.update(
                        list,
                        d -> d.withRoster(d.roster().withMembers(List.of(new Member.Here(jane))))));
        var outcomes = together(tasks);
        assertInstanceOf(Change.Done.class, outcomes.get(0));
        assertEquals(
            List.of(),
            here.store.scan(
                Subspace.DIRECTORY, Range.prefix(DirectoryKeys.members()), Direction.UP, 9));
        assertEquals(
            List.of(),
            here.store.scan(
                Subspace.DIRECTORY, Range.prefix(DirectoryKeys.memberships()), Direction.UP, 9));
      }
    }
  }

  @Test
  void membersWhoJoinAtOnceAreAllThere() throws Exception {
    try (var here = new Setup();
        var there = new Setup(here.backend)) {
      var list =
          done(here.directory.create(draft("list").withKind(PrincipalKind.LIST))).account().id();
      var tasks = new ArrayList<Callable<Change<Principal>>>();
      for (int i = 0; i < 16; i++) {
        var directory = (i % 2 == 0 ? here : there).directory;
        var member = new Member.Elsewhere(Address.of("u" + i + "@example.net"));
        tasks.add(() ->
            directory.update(
                list,
                current -> {
                  var members = new ArrayList<>(current.roster().members());
                  members.add(member);
                  return current.withRoster(current.roster().withMembers(members));
                }));
      }
      together(tasks).forEach(Setup::done);
      done(here.directory.update(list, d -> d.withName("News")));
      var found = assertInstanceOf(Answer.Found.class, here.directory.principal(list));
      assertEquals(16, ((Principal) found.value()).standing().roster().members().size());
      assertEquals(16, ((Principal) found.value()).standing().members());
    }
  }

  @Test
  void concurrentEditsOfOneAccountAreAllKept() throws Exception {
    try (var here = new Setup();
        var there = new Setup(here.backend)) {
      var id = done(here.directory.create(draft("jane"))).account().id();
      var tasks = new ArrayList<Callable<Change<Principal>>>();
      for (int i = 0; i < 16; i++) {
        var directory = (i % 2 == 0 ? here : there).directory;
        String secret = "{PLAIN}" + i;
        tasks.add(() ->
            directory.update(
                id,
                current -> {
                  var secrets = new ArrayList<>(current.secrets());
                  secrets.add(secret);
                  return current.withSecrets(secrets);
                }));
      }
      together(tasks).forEach(Setup::done);
      done(here.directory.update(id, d -> d.withName("Jane")));
      var found = assertInstanceOf(Answer.Found.class, here.directory.principal(id));
      assertEquals(16, ((Principal) found.value()).secrets());
    }
  }

  @Test
  void noReaderKeepsWhatAChangeHasOvertaken() throws Exception {
    try (var setup = new Setup()) {
      setup.domain("example.org");
      var id = done(setup.directory.create(draft("jane", "jane@example.org"))).account().id();
      var alias = Address.of("alias@example.org");
      for (int round = 0; round < 200; round++) {
        boolean there = round % 2 == 0;
        String[] emails =
            there
                ? new String[] {"jane@example.org", "alias@example.org"}
                : new String[] {"jane@example.org"};
        List<Callable<Object>> tasks =
            List.of(
                () -> setup.directory.resolve(alias),
                () -> setup.directory.resolve(alias),
                () -> setup.directory.update(id, d -> d.withClaims(draft("x", emails).claims())));
        together(tasks);
        assertEquals(there, setup.directory.resolve(alias) instanceof Resolution.Accounts);
      }
    }
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    var ready = new CountDownLatch(tasks.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures =
          tasks.stream()
              .map(task ->
                  threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return task.call();
                  }))
              .toList();
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
