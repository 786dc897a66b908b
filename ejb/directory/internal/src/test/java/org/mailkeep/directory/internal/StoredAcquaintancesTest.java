package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.contract.FailingBackend;

class StoredAcquaintancesTest {
  private final Setup setup = new Setup();
  private final Acquaintances people = setup.directory.acquaintances("sso");

  @AfterEach
  void close() {
    setup.close();
  }

  private static Entry entry(String key, String login, String... emails) {
    return new Entry(
        new Identity(key, login),
        Entry.Kind.INDIVIDUAL,
        "name of " + login,
        List.of(emails),
        Account.Quota.UNLIMITED,
        true,
        Set.of());
  }

  private static Answer<List<Identity>> only(Entry entry) {
    return new Answer.Found<>(List.of(entry.identity()));
  }

  @Test
  void whoWasMetIsFoundByEachOfTheirNames() {
    Entry jane = entry("1", "jane", "jane@a.example", "j@b.example");
    assertEquals(jane, people.met(jane));
    assertEquals(new Answer.Found<>(jane), people.called("jane"));
    assertEquals(new Answer.Found<>(jane), people.keyed("1"));
    assertEquals(only(jane), people.receiving("jane@a.example"));
    assertEquals(only(jane), people.receiving("j@b.example"));
    assertEquals(new Answer.Unknown<>(), people.receiving("jane"));
    assertEquals(new Answer.Unknown<>(), people.called("jane@a.example"));
    assertEquals(new Answer.Unknown<>(), setup.directory.acquaintances("other").keyed("1"));
    assertEquals(List.of("j@b.example", "jane@a.example"), people.beginning("j", 10));
    assertEquals(List.of("j@b.example"), people.beginning("j", 1));
    assertEquals(List.of(), people.beginning("a", 10));
  }

  @Test
  void rolesAreNotKept() {
    Entry boss =
        new Entry(
            new Identity("1", "boss"),
            Entry.Kind.INDIVIDUAL,
            "",
            List.of(),
            Account.Quota.UNLIMITED,
            true,
            Set.of("admin"));
    assertEquals(Set.of("admin"), people.met(boss).roles());
    assertEquals(Set.of(), ((Answer.Found<Entry>) people.keyed("1")).value().roles());
  }

  @Test
  void whatHasNotChangedIsNotWritten() {
    Entry jane = entry("1", "jane", "jane@a.example");
    people.met(jane);
    setup.backend.failWrites(FailingBackend::unavailable);
    assertEquals(jane, people.met(jane));
    assertThrows(StoreException.class, () -> people.met(entry("1", "jane", "other@a.example")));
  }

  @Test
  void namesAreFreedWhenTheyChangeOrAreForgotten() {
    people.met(entry("1", "jane", "jane@a.example"));
    Entry doe = people.met(entry("1", "doe", "doe@a.example"));
    assertEquals(new Answer.Unknown<>(), people.receiving("jane@a.example"));
    assertEquals(new Answer.Unknown<>(), people.called("jane"));
    Entry other = people.met(entry("2", "jane", "jane@a.example", "doe@a.example"));
    assertEquals(List.of("jane@a.example"), other.emails());
    assertEquals(only(doe), people.receiving("doe@a.example"));
    people.forget("1");
    people.forget("1");
    assertEquals(new Answer.Unknown<>(), people.receiving("doe@a.example"));
    assertEquals(new Answer.Unknown<>(), people.keyed("1"));
    Entry again = people.met(entry("2", "jane", "jane@a.example", "doe@a.example"));
    assertEquals(List.of("jane@a.example", "doe@a.example"), again.emails());
  }

  @Test
  void onTwoServersAnAddressIsOnePersons() throws Exception {
    Acquaintances there = new Setup(setup.backend).directory.acquaintances("sso");
    List<Callable<Entry>> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Acquaintances asked = i % 2 == 0 ? people : there;
      Entry one = entry("k" + i, "n" + i, "wanted@a.example");
      callers.add(() -> asked.met(one));
    }
    int holders = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : threads.invokeAll(callers)) {
        holders += future.get().emails().size();
      }
    }
    assertEquals(1, holders);
  }
}
