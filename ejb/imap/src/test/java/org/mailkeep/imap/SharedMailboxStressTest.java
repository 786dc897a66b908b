package org.mailkeep.imap;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Many clients do at random, and many things at once, what clients do to the same few mailboxes.
/// Each keeps a model of what it was told, and finds whatever does not fit to it; when all rest,
/// all must know what a new client is told, and nothing that was acknowledged may be missing.
///
/// `-Dstress.seconds=3600` runs it longer, `-Dstress.seed=N` with the same choices, though threads
/// meet in another order.
final class SharedMailboxStressTest {
  private static final int CLIENTS = 8;
  private static final long ROUND = TimeUnit.SECONDS.toNanos(2);

  @Test
  void allViewsStayRight() throws Exception {
    long seed = Long.getLong("stress.seed", System.nanoTime());
    long rounds = Math.max(1, Long.getLong("stress.seconds", 20) / 2);
    System.out.println("SharedMailboxStressTest: seed " + seed);
    Random random = new Random(seed);
    List<StressClient> clients = new ArrayList<>();
    try (ImapServer server = new ImapServer();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      ImapServer.Client first = server.connect();
      first.line();
      first.command("a", "LOGIN jane secret");
      first.command("b", "CREATE " + StressWork.MAILBOXES.getLast());
      var ledger = new StressLedger();
      List<StressWork> works = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        StressClient client = new StressClient(server, ledger, i);
        clients.add(client);
        works.add(new StressWork(client, random.nextLong()));
      }
      for (long round = 0; round < rounds; round++) {
        work(works, clients, threads, seed);
        settle(server, ledger, works, clients);
      }
      long steps = clients.stream().mapToLong(StressClient::commands).sum();
      System.out.println("SharedMailboxStressTest: " + steps + " commands");
      assertTrue(steps > rounds * 100, () -> "only " + steps + " commands");
    } finally {
      for (StressClient client : clients) {
        client.close();
      }
    }
  }

  private static void work(
      List<StressWork> works, List<StressClient> clients, ExecutorService threads, long seed)
      throws Exception {
    long end = System.nanoTime() + ROUND;
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < works.size(); i++) {
      StressWork work = works.get(i);
      StressClient client = clients.get(i);
      calls.add(() -> {
        try {
          work.until(end);
        } catch (Exception | AssertionError e) {
          throw new AssertionError(seed + ": " + client.transcript(), e);
        }
        return null;
      });
    }
    for (Future<Void> done : threads.invokeAll(calls, 120, TimeUnit.SECONDS)) {
      done.get();
    }
  }

  /// All rest.
  private static void settle(
      ImapServer server, StressLedger ledger, List<StressWork> works, List<StressClient> clients)
      throws Exception {
    for (StressWork work : works) {
      work.settle();
    }
    Map<String, StressView> views = new HashMap<>();
    try (StressClient fresh = new StressClient(server, ledger, 1)) {
      for (String mailbox : StressWork.MAILBOXES) {
        fresh.select(mailbox);
        fresh.fetchAll();
        complete(ledger, fresh.view);
        views.put(mailbox, fresh.view);
      }
    }
    for (StressClient client : clients) {
      try {
        client.agrees(requireNonNull(views.get(client.view.mailbox)));
      } catch (AssertionError e) {
        throw new AssertionError(client.transcript(), e);
      }
    }
  }

  /// What was acknowledged is there, unless someone wanted it away.
  private static void complete(StressLedger ledger, StressView view) {
    for (int i = 1; i <= view.size(); i++) {
      long uid = view.uid(i);
      assertTrue(ledger.isKnown(view.mailbox, uid), () -> "unheard of: " + uid);
      assertFalse(ledger.isGone(view.mailbox, uid), () -> "came back: " + uid);
    }
    List<Long> uids = view.messages.stream().map(message -> message.uid).toList();
    List<StressLedger.Name> lost = new ArrayList<>();
    for (StressLedger.Name name : ledger.known()) {
      boolean here = name.mailbox().equals(view.mailbox);
      if (here && !uids.contains(name.uid()) && !ledger.isCondemned(name)) {
        lost.add(name);
      }
    }
    assertEquals(List.of(), lost);
  }
}
