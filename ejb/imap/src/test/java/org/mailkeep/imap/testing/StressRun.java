package org.mailkeep.imap.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Many clients do at random, and many things at once, what clients do to the same few mailboxes of
/// one account, which nobody else uses. Each keeps a model of what it was told, and finds whatever
/// does not fit to it; when all rest, all must know what a new client is told, and nothing that was
/// acknowledged may be missing.
///
/// The server may be killed meanwhile. What was acknowledged, or told in any other way, is then
/// there; of what was not, each command is done wholly or not at all.
public final class StressRun implements AutoCloseable {
  /// Ends the server.
  public interface Kill {
    /// Returns when it is gone.
    void run() throws Exception;
  }

  private static final int LONGEST_SECONDS = 120;

  /// What is done before a kill, so that it does not find all idle.
  private static final int BUSY = 100;

  private final StressServer server;
  private final String login;
  private final StressLedger ledger = new StressLedger();
  private final List<StressClient> clients = new ArrayList<>();
  private final List<StressWork> works = new ArrayList<>();
  private final ExecutorService threads;

  /// Whether the server is being killed, so that a lost connection is none of its faults.
  private volatile boolean killed;

  /// Connects the clients, and makes the mailboxes.
  ///
  /// @param login a name and a password, as LOGIN takes them
  /// @param seed of all choices, though threads meet in another order each time
  public StressRun(StressServer server, String login, int clients, long seed) throws IOException {
    this.server = server;
    this.login = login;
    this.threads = Executors.newFixedThreadPool(clients);
    Random random = new Random(seed);
    for (int i = 0; i < clients; i++) {
      StressClient client = new StressClient(server, login, ledger, i);
      this.clients.add(client);
      works.add(new StressWork(client, random.nextLong()));
    }
    this.clients.getFirst().create(StressWork.MAILBOXES.getLast());
  }

  /// Works for a while, and compares when all rest.
  public void work(long nanos) throws Exception {
    long end = System.nanoTime() + nanos;
    await(start(end));
    for (StressWork work : works) {
      work.settle();
    }
    Map<String, StressView> views = fresh();
    new StressAftermath(ledger, views).verify(List.of());
    for (StressClient client : clients) {
      client.attempt(() -> client.agrees(views));
    }
  }

  /// Works until the server is gone.
  ///
  /// @param nanos how long it works before, once it is busy
  public void workUntilKilled(long nanos, Kill kill) throws Exception {
    long before = commands();
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    List<Future<Void>> running = start(Long.MAX_VALUE);
    while (commands() < before + BUSY && System.nanoTime() < giveUp) {
      Thread.sleep(10);
    }
    TimeUnit.NANOSECONDS.sleep(nanos);
    killed = true;
    kill.run();
    await(running);
    killed = false;
  }

  /// The killed server is there again: compares what it has with what is known.
  public void resume() throws Exception {
    List<StressEffect> unfinished = new ArrayList<>();
    for (StressClient client : clients) {
      unfinished.addAll(client.unfinished());
    }
    Map<String, StressView> views = fresh();
    new StressAftermath(ledger, views).verify(unfinished);
    for (StressClient client : clients) {
      client.attempt(() -> client.resume(views));
    }
  }

  private List<Future<Void>> start(long end) {
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      StressWork work = works.get(i);
      StressClient client = clients.get(i);
      Callable<Void> call =
          () -> {
            client.attempt(() -> until(work, end));
            return null;
          };
      running.add(threads.submit(call));
    }
    return running;
  }

  private void until(StressWork work, long end) throws Exception {
    try {
      work.until(end);
    } catch (IOException e) {
      if (!killed) {
        throw e;
      }
    }
  }

  private static void await(List<Future<Void>> running) throws Exception {
    for (Future<Void> each : running) {
      each.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// What a new client is told of each mailbox.
  private Map<String, StressView> fresh() throws IOException {
    Map<String, StressView> views = new LinkedHashMap<>();
    try (StressClient fresh = new StressClient(server, login, ledger, 1)) {
      for (String mailbox : StressWork.MAILBOXES) {
        fresh.select(mailbox);
        fresh.fetchAll();
        views.put(mailbox, fresh.view);
      }
    }
    return views;
  }

  /// How many commands were sent.
  public long commands() {
    return clients.stream().mapToLong(StressClient::commands).sum();
  }

  /// How many times a client was told the difference to what it knew before a kill (QRESYNC).
  public long resumed() {
    return clients.stream().mapToLong(StressClient::resumed).sum();
  }

  @Override
  public void close() throws IOException {
    for (StressClient client : clients) {
      client.close();
    }
    threads.shutdownNow();
  }
}
