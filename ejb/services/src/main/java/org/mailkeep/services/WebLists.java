package org.mailkeep.services;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// Lists that are fetched from the web, packed by gzip or not. What was fetched last counts until
/// there is something newer, whatever becomes of where it came from. Safe for many threads.
final class WebLists implements MemoryLists.Web, AutoCloseable {
  private static final int GOOD = 200;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final InstantSource clock;
  private final Events events;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Threads.named("mailkeep-lists-"));
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  /// Where a list is, and what bounds it.
  ///
  /// @param store whose list it is
  /// @param rules by which it is read: when they are others, it is fetched anew
  /// @param reader takes the lines out of what was fetched
  record Source(String store, URI address, Limits limits, String rules, Reader reader) {
    /// Without what may be secret.
    String name() {
      return address.getScheme() + "://" + address.getHost() + address.getRawPath();
    }

    private String key() {
      return store + " " + address;
    }
  }

  /// What bounds a list.
  ///
  /// @param timeout for all of it to be there
  /// @param refresh after which it is fetched anew
  /// @param retry the same when that has failed
  /// @param octets that it may have, unpacked
  record Limits(Duration timeout, Duration refresh, Duration retry, long octets) {}

  /// Takes the lines out of a text.
  @FunctionalInterface
  interface Reader {
    /// @throws IOException when it is not what it should be
    List<String> lines(String text) throws IOException;
  }

  WebLists(InstantSource clock, Events events) {
    this.clock = clock;
    this.events = events;
  }

  /// Begins to fetch what was not fetched yet, or by other rules.
  @Override
  public void begin(Source source) {
    page(source).begin(source);
  }

  /// Forgets all others.
  @Override
  public void retain(List<Source> sources) {
    pages.keySet().retainAll(Set.copyOf(sources.stream().map(Source::key).toList()));
  }

  /// What was fetched last. It is waited for when that was not tried yet, and fetched anew
  /// meanwhile when it is time.
  @Override
  public Optional<MemoryLists.Fetched> fetched(Source source) {
    return page(source).fetched(source);
  }

  private Page page(Source source) {
    return pages.computeIfAbsent(source.key(), _ -> new Page());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  /// A list and what is known of it.
  private final class Page {
    private volatile MemoryLists.@Nullable Fetched last;
    private @Nullable CompletableFuture<Void> running;
    private Instant due = Instant.MIN;
    private @Nullable String rules;
    private volatile boolean tried;

    Optional<MemoryLists.Fetched> fetched(Source source) {
      CompletableFuture<Void> fetching = running(source);
      if (last == null && !tried && fetching != null) {
        fetching.join();
      }
      return Optional.ofNullable(last);
    }

    synchronized void begin(Source source) {
      if (!source.rules().equals(rules)) {
        rules = source.rules();
        due = Instant.MIN;
        tried = false;
      }
      run(source);
    }

    private synchronized @Nullable CompletableFuture<Void> running(Source source) {
      run(source);
      return running;
    }

    /// Begins to fetch when it is time, and nobody does.
    private synchronized void run(Source source) {
      if (running == null && !clock.instant().isBefore(due)) {
        try {
          running = CompletableFuture.runAsync(() -> fetch(source), threads);
        } catch (RejectedExecutionException closed) {
          running = null;
        }
      }
    }

    private void fetch(Source source) {
      Duration pause = source.limits().retry();
      try {
        List<String> lines = source.reader().lines(text(source));
        MemoryLists.Fetched before = last;
        last = new MemoryLists.Fetched(before == null ? 1 : before.version() + 1, lines);
        pause = source.limits().refresh();
        events.emit(new StoreEvent.ListFetched(source.store(), source.name(), lines.size()));
      } catch (IOException e) {
        events.emit(
            new StoreEvent.ListUnavailable(
                source.store(), source.name(), String.valueOf(e.getMessage())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ended(source, clock.instant().plus(pause));
      }
    }

    /// Rules may be others by now.
    private synchronized void ended(Source source, Instant next) {
      tried = source.rules().equals(rules);
      due = tried ? next : Instant.MIN;
      running = null;
    }
  }

  private String text(Source source) throws IOException, InterruptedException {
    byte[] octets = octets(source);
    boolean packed =
        octets.length > 1
            && Byte.toUnsignedInt(octets[0]) == GZIP_FIRST
            && Byte.toUnsignedInt(octets[1]) == GZIP_SECOND;
    return new String(packed ? unpacked(octets, source) : octets, StandardCharsets.UTF_8);
  }

  private static byte[] unpacked(byte[] octets, Source source) throws IOException {
    int most = Math.toIntExact(source.limits().octets());
    try (var in = new GZIPInputStream(new ByteArrayInputStream(octets))) {
      byte[] unpacked = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new IOException("more than " + most + " octets, which limits.size allows");
      }
      return unpacked;
    }
  }

  private byte[] octets(Source source) throws IOException, InterruptedException {
    Duration timeout = source.limits().timeout();
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .executor(threads)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), source.limits().octets());
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(HttpRequest.newBuilder(source.address()).build(), handler);
    try {
      HttpResponse<byte[]> answer = asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (answer.statusCode() != GOOD) {
        throw new IOException("status " + answer.statusCode());
      }
      return answer.body();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("not there within " + timeout.toMillis() + " ms", e);
    } finally {
      asked.cancel(true);
      client.shutdownNow();
    }
  }
}
