package org.mailkeep.services;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// Lists that are fetched from the web. What was fetched last counts until there is something
/// newer, whatever becomes of where it came from, but only for lists that are read as it was. Safe
/// for many threads.
final class WebLists implements MemoryLists.Web, AutoCloseable {
  private static final int GOOD = 200;

  private final InstantSource clock;
  private final Events events;
  private final Supplier<HttpClient.Builder> clients;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Threads.named("mailkeep-lists-"));
  private final Map<Key, Page> pages = new ConcurrentHashMap<>();

  /// Where a list is, and how it is taken from there: fetched anew when any of it changes.
  ///
  /// @param store whose list it is
  record Source(String store, URI address, Pace pace, ListReading reading) {
    /// Without what may be secret.
    String name() {
      return address.getScheme() + "://" + address.getHost() + address.getRawPath();
    }

    private Key key() {
      return new Key(store, address, reading.format(), reading.comment());
    }
  }

  /// What is known of one list is of no use to another. Pauses and limits are no part of it: they
  /// concern what is fetched from now on.
  private record Key(String store, URI address, MemoryLists.Format format, String comment) {}

  /// When a list is fetched.
  ///
  /// @param timeout for all of it to be there
  /// @param refresh after which it is fetched anew
  /// @param retry the same when that has failed
  record Pace(Duration timeout, Duration refresh, Duration retry) {}

  WebLists(InstantSource clock, Events events) {
    this(clock, events, HttpClient::newBuilder);
  }

  /// @param clients what asks the web
  WebLists(InstantSource clock, Events events, Supplier<HttpClient.Builder> clients) {
    this.clock = clock;
    this.events = events;
    this.clients = clients;
  }

  /// Begins to fetch what was not fetched yet, or by other rules.
  ///
  /// @return what was fetched last. It is waited for when that was not tried yet, and fetched anew
  ///   meanwhile when it is time
  @Override
  public Supplier<Optional<MemoryLists.Fetched>> begin(Source source) {
    Page page = pages.computeIfAbsent(source.key(), _ -> new Page(source));
    page.begin(source);
    return page::fetched;
  }

  /// Forgets all others.
  @Override
  public void retain(List<Source> sources) {
    pages.keySet().retainAll(Set.copyOf(sources.stream().map(Source::key).toList()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  /// A list and what is known of it.
  private final class Page {
    private volatile MemoryLists.@Nullable Fetched last;
    private @Nullable CompletableFuture<Boolean> running;
    private Source source;
    private Instant due = Instant.MIN;
    private volatile boolean tried;

    Page(Source source) {
      this.source = source;
    }

    Optional<MemoryLists.Fetched> fetched() {
      CompletableFuture<Boolean> fetching = run();
      while (last == null && !tried && fetching != null) {
        fetching.join();
        fetching = run();
      }
      return Optional.ofNullable(last);
    }

    synchronized void begin(Source other) {
      if (!other.equals(source)) {
        source = other;
        due = Instant.MIN;
        tried = false;
      }
      var _ = run(); // nobody waits for it
    }

    /// Begins to fetch when it is time, and nobody does.
    ///
    /// @return what runs by now, and tells by its end alone that it has ended
    private synchronized @Nullable CompletableFuture<Boolean> run() {
      if (running == null && !clock.instant().isBefore(due)) {
        Source by = source;
        try {
          running = CompletableFuture.runAsync(() -> fetch(by), threads).handle((_, _) -> true);
        } catch (RejectedExecutionException closed) {
          running = null;
        }
      }
      return running;
    }

    private void fetch(Source by) {
      Duration pause = by.pace().retry();
      Optional<StoreEvent> told = Optional.empty();
      try {
        ListEntries entries = by.reading().compiled(lines(by));
        MemoryLists.Fetched before = last;
        last = new MemoryLists.Fetched(before == null ? 1 : before.version() + 1, entries);
        pause = by.pace().refresh();
        told = Optional.of(new StoreEvent.ListFetched(by.store(), by.name(), entries.size()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException | RuntimeException | Error e) {
        if (!threads.isShutdown()) {
          told = Optional.of(new StoreEvent.ListUnavailable(by.store(), by.name(), reason(e)));
        }
      } finally {
        ended(by, clock.instant().plus(pause));
      }
      told.ifPresent(events::emit);
    }

    /// Rules may be others by now.
    private synchronized void ended(Source by, Instant next) {
      tried = by.equals(source);
      due = tried ? next : Instant.MIN;
      running = null;
    }
  }

  /// The message of what says all by it; others by their names.
  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message != null && e.getClass().equals(IOException.class) ? message : e.toString();
  }

  private List<String> lines(Source source) throws IOException, InterruptedException {
    Duration timeout = source.pace().timeout();
    HttpClient client = client(timeout);
    try {
      return within(timeout, threads.submit(() -> lines(client, source)));
    } finally {
      client.shutdownNow();
    }
  }

  private static List<String> within(Duration timeout, Future<List<String>> reading)
      throws IOException, InterruptedException {
    try {
      return reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case InterruptedException end -> throw end;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IOException(e);
      }
    } catch (TimeoutException e) {
      throw new IOException("not there within " + timeout.toMillis() + " ms", e);
    } finally {
      reading.cancel(true);
    }
  }

  /// It follows redirects, but not from https to http.
  private HttpClient client(Duration timeout) {
    return clients
        .get()
        .connectTimeout(timeout)
        .executor(threads)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private static List<String> lines(HttpClient client, Source source)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(source.address()).build();
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != GOOD) {
        throw new IOException("status " + answer.statusCode());
      }
      return source.reading().lines(body);
    }
  }
}
