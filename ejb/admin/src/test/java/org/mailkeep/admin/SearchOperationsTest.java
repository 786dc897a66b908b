package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.value;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.Indexer;
import org.mailkeep.search.IndexingRules;
import org.mailkeep.search.Reindexing;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Events;

final class SearchOperationsTest {
  private static final IndexingRules QUICK =
      new IndexingRules(10, Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofHours(1));

  private final House house = new House();
  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final SearchFixture index = new SearchFixture(mail);
  private final Indexer indexer = new Indexer(index.ports, QUICK);
  private final Tasks tasks =
      new Tasks(
          new Tasks.Limits(4, 10),
          Thread.ofVirtual().factory(),
          mail.clock,
          Trail.none(),
          Events.none());
  private final SearchOperations search =
      new SearchOperations(house.directory, tasks, new Reindexing(indexer));

  @BeforeEach
  void start() {
    indexer.start();
  }

  @AfterEach
  void close() {
    indexer.close();
    tasks.close();
    mail.close();
    house.close();
  }

  @Test
  void allMailIsIndexedAnew() throws Exception {
    house.account("jane@example.org");
    file(mail.open(1), 25);
    file(mail.open(2), 1);
    Task ended = ended(value(search.reindex(ADMIN, Optional.empty())));
    assertEquals(Task.State.DONE, ended.state(), ended.message());
    assertEquals(25, index.index.find(new AccountId(1), new SearchQuery.All()).size());
    assertEquals(1, index.index.find(new AccountId(2), new SearchQuery.All()).size());
  }

  @Test
  void mailOfOneAccountIsIndexedAnew() throws Exception {
    long id = house.account("jane@example.org").principal().account().id().value();
    file(mail.open(id), 3);
    value(search.reindex(ADMIN, Optional.empty()));
    index.index.removeAccount(new AccountId(id));
    Task ended = ended(value(search.reindex(ADMIN, Optional.of("jane@example.org"))));
    assertEquals("jane@example.org", ended.subject());
    assertEquals(3, index.index.find(new AccountId(id), new SearchQuery.All()).size());
  }

  @Test
  void onlyWhoOperatesTheServerMayAndForAccountsThatAreThere() {
    assertEquals(
        new Outcome.NotFound<>("account nobody@example.org"),
        search.reindex(ADMIN, Optional.of("nobody@example.org")));
    for (Optional<String> login : List.of(Optional.<String>empty(), Optional.of("nobody"))) {
      House.assertNeeds(Permission.STORE_REINDEX, search.reindex(House.nobody(), login));
    }
  }

  private Task ended(Task task) throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      Task now = value(tasks.show(ADMIN, task.id()));
      if (now.state() != Task.State.RUNNING) {
        return now;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the task does not end");
  }

  private void file(MailAccount account, int messages) {
    for (int i = 0; i < messages; i++) {
      mail.file(
          account, MailFixture.inbox(account), MailFixture.text("m" + i, "hello"), Flags.NONE);
    }
  }
}
