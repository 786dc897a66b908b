package org.mailkeep.directory.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.directory.api.Trace;

@Timeout(60)
final class SharedQuestionTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger world = new AtomicInteger();
  private final CountDownLatch onItsWay = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final SharedQuestion<String, Integer> question = new SharedQuestion<>(this::slow);

  /// The first question waits at the directory; what it says is what is so when it is asked.
  private int slow(String key) {
    int now = world.get();
    if (asked.incrementAndGet() == 1) {
      onItsWay.countDown();
      try {
        assertTrue(released.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (key.equals("broken")) {
      throw new IllegalStateException("broken");
    }
    return now;
  }

  @Test
  void manyWhoAskMeanwhileShareTheNextQuestion() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(() -> question.ask("example.org"));
      assertTrue(onItsWay.await(30, TimeUnit.SECONDS));
      world.set(1);
      var waiting = new ArrayList<Thread>();
      var answers = new ArrayList<Integer>();
      for (int i = 0; i < 50; i++) {
        waiting.add(
            Thread.startVirtualThread(() -> {
              int answer = question.ask("example.org");
              synchronized (answers) {
                answers.add(answer);
              }
            }));
      }
      awaitAll(waiting);
      assertEquals(1, asked.get(), "nobody asks beside the question that is on its way");
      released.countDown();
      assertEquals(0, first.get());
      for (Thread one : waiting) {
        one.join();
      }
      assertEquals(2, asked.get(), "one asks for all");
      assertEquals(List.of(1), answers.stream().distinct().toList(), "what was so when they came");
      assertEquals(1, question.ask("example.org"));
      assertEquals(3, asked.get(), "nothing is remembered");
    }
  }

  /// Until all of them wait for an answer.
  private static void awaitAll(List<Thread> threads) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!threads.stream().allMatch(one -> one.getState() == Thread.State.WAITING)) {
      assertTrue(System.nanoTime() < end, "they do not wait");
      Thread.sleep(5);
    }
  }

  @Test
  void otherKeysDoNotWait() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(() -> question.ask("example.org"));
      assertTrue(onItsWay.await(30, TimeUnit.SECONDS));
      assertEquals(0, question.ask("example.net"));
      assertEquals(
          0, Trace.of(() -> question.ask("example.org")).answer(), "who troubleshoots asks alone");
      released.countDown();
      assertEquals(0, first.get());
    }
  }

  @Test
  void whatBreaksIsAskedAnew() {
    released.countDown();
    assertThrows(IllegalStateException.class, () -> question.ask("broken"));
    assertThrows(IllegalStateException.class, () -> question.ask("broken"));
    assertEquals(2, asked.get());
  }
}
