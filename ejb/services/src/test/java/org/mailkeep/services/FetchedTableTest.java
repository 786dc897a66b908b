package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.services.MemoryLists.Fetched;

/// A table is made once for each version of what was fetched.
final class FetchedTableTest {
  private static final long PATIENCE = 10;
  private static final int ASKING = 8;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger made = new AtomicInteger();
  private volatile CountDownLatch asked = new CountDownLatch(0);
  private volatile CountDownLatch making = new CountDownLatch(1);
  private volatile CountDownLatch going = new CountDownLatch(0);
  private volatile Optional<Fetched> fetched = Optional.of(version(1));
  private final FetchedTable table = new FetchedTable(List.of(this::asked), this::made);

  @AfterEach
  void stop() {
    going.countDown();
    threads.close();
  }

  private static Fetched version(long number) {
    return new Fetched(number, ListEntries.texts(List.of()));
  }

  private Optional<Fetched> asked() {
    asked.countDown();
    return fetched;
  }

  /// Says its version for each key.
  private FetchedTable.Made made(List<Optional<Fetched>> known) {
    made.incrementAndGet();
    making.countDown();
    await(going);
    String says = known.getFirst().map(text -> "" + text.version()).orElse("none");
    return new FetchedTable.Made(_ -> Optional.of(says), known.getFirst().isPresent());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String find() {
    return table.find("key").orElse("");
  }

  private List<CompletableFuture<String>> asking(int count) {
    return Stream.generate(() -> CompletableFuture.supplyAsync(this::find, threads))
        .limit(count)
        .toList();
  }

  /// While the first of them makes it, and all have asked.
  private List<CompletableFuture<String>> waiting() {
    going = new CountDownLatch(1);
    making = new CountDownLatch(1);
    // the first of them asks twice
    asked = new CountDownLatch(ASKING + 1);
    List<CompletableFuture<String>> answers = asking(ASKING);
    await(making);
    await(asked);
    return answers;
  }

  private static void say(String version, List<CompletableFuture<String>> answers) {
    answers.forEach(
        answer -> assertEquals(version, answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join()));
  }

  @Test
  void itIsMadeOnceAndWaitedFor() {
    List<CompletableFuture<String>> answers = waiting();
    assertFalse(answers.stream().anyMatch(CompletableFuture::isDone));
    going.countDown();
    say("1", answers);
    assertEquals(1, made.get());
  }

  @Test
  void theOneBeforeIsAskedWhileItIsMadeAnew() {
    assertEquals("1", find());
    fetched = Optional.of(version(2));
    going = new CountDownLatch(1);
    making = new CountDownLatch(1);
    List<CompletableFuture<String>> maker = asking(1);
    await(making);
    say("1", asking(ASKING));
    going.countDown();
    say("2", maker);
    assertEquals("2", find());
    assertEquals(2, made.get());
  }

  @Test
  void oneThatLacksAPartIsNotAskedOnceThePartIsThere() {
    fetched = Optional.empty();
    assertEquals("none", find());
    fetched = Optional.of(version(1));
    List<CompletableFuture<String>> answers = waiting();
    going.countDown();
    say("1", answers);
    assertEquals(2, made.get());
  }
}
