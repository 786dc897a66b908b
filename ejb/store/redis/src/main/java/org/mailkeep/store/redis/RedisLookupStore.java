package org.mailkeep.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.api.spi.LookupFact;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/// Look-ups in Redis. Our keys begin with `mailkeep:`, so that others may live beside them.
public final class RedisLookupStore implements LookupBackend, AutoCloseable {
  private static final String PREFIX = "mailkeep:";
  private static final byte[] EXPIRY = Script.ascii("e");
  private static final byte[] VALUE = Script.ascii("v");
  private static final byte[] NUMBER = Script.ascii("n");
  private static final byte[] TOKEN = Script.ascii("t");
  private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

  private final Line line;
  private final boolean readFromReplicas;
  private final InstantSource clock;

  /// Kinds of look-ups, each with keys of its own.
  private enum Kind {
    VALUES("v:"),
    COUNTERS("c:"),
    RATES("r:"),
    LOCKS("l:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = PREFIX + prefix;
    }

    static Kind of(LookupFact.Kind kind) {
      return switch (kind) {
        case VALUE -> VALUES;
        case COUNTER -> COUNTERS;
        case RATE -> RATES;
        case LOCK -> LOCKS;
      };
    }

    byte[] key(byte[] key) {
      if (key.length > MAX_KEY) {
        throw new IllegalArgumentException("key of " + key.length + " octets");
      }
      return Script.ascii(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }
  }

  private RedisLookupStore(Line line, boolean readFromReplicas, InstantSource clock) {
    this.line = line;
    this.readFromReplicas = readFromReplicas;
    this.clock = clock;
  }

  /// Opens Redis.
  ///
  /// @throws StoreException when it cannot be reached, or refuses us; names the setting
  public static RedisLookupStore open(RedisConfig config, InstantSource clock) {
    UnifiedJedis client = null;
    try {
      client = Clients.of(config);
      client.hmget(Kind.VALUES.key(EXPIRY), EXPIRY);
      Refusal.checkMode(config, client);
      Format.check(config, client);
    } catch (JedisException e) {
      close(client);
      throw Refusal.of(config, e);
    } catch (StoreException e) {
      close(client);
      throw e;
    }
    boolean replicas = config.kind() instanceof RedisConfig.Kind.Cluster(var wanted) && wanted;
    return new RedisLookupStore(new Line(client, config), replicas, clock);
  }

  private static void close(@Nullable UnifiedJedis client) {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return live(Kind.VALUES.key(key), VALUE);
  }

  @Override
  public void set(byte[] key, byte[] value, Duration timeToLive) {
    byte[] place = Kind.VALUES.key(key);
    byte[][] arguments = {expiry(timeToLive), Script.ascii(timeToLive.toMillis()), value};
    line.again("set", client -> Optional.ofNullable(Script.SET.run(client, place, arguments)));
  }

  @Override
  public void delete(byte[] key) {
    byte[] place = Kind.VALUES.key(key);
    line.again("delete", client -> client.del(place));
  }

  @Override
  public long counter(byte[] key) {
    byte[] number = live(Kind.COUNTERS.key(key), NUMBER);
    return number == null ? 0 : number(number);
  }

  @Override
  public long count(byte[] key, long delta, Duration timeToLive) {
    return count(Kind.COUNTERS.key(key), delta, timeToLive, Long.MAX_VALUE).value();
  }

  @Override
  public Optional<Duration> admit(byte[] key, Rate rate) {
    Counter counter = count(Kind.RATES.key(key), 1, rate.period(), rate.events());
    return counter.value() <= rate.events()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.max(1, counter.expiry() - clock.millis())));
  }

  @Override
  public Optional<Lock> lock(byte[] key, Duration timeToLive) {
    byte[] place = Kind.LOCKS.key(key);
    byte[][] arguments = {now(), expiry(timeToLive), Script.ascii(timeToLive.toMillis())};
    return line.once(
        "lock",
        client ->
            Script.LOCK.run(client, place, arguments) instanceof byte[] token
                ? Optional.of(new Lock(key, number(token)))
                : Optional.empty());
  }

  @Override
  public boolean renew(Lock lock, Duration timeToLive) {
    byte[] place = Kind.LOCKS.key(lock.key());
    byte[][] arguments = {
      now(), expiry(timeToLive), Script.ascii(timeToLive.toMillis()), Script.ascii(lock.token())
    };
    return line.again(
            "lock", client -> Optional.ofNullable(Script.RENEW.run(client, place, arguments)))
        .equals(Optional.of(1L));
  }

  @Override
  public void unlock(Lock lock) {
    byte[] place = Kind.LOCKS.key(lock.key());
    byte[] token = Script.ascii(lock.token());
    line.again("unlock", client -> Optional.ofNullable(Script.UNLOCK.run(client, place, token)));
  }

  @Override
  public void forEach(Consumer<List<LookupFact>> page) {
    line.once(
        "scan",
        client -> {
          ScanIteration scan = client.scanIteration(PAGE, PREFIX + "*");
          while (!scan.isIterationCompleted()) {
            List<LookupFact.Place> places =
                scan.nextBatchList().stream().flatMap(key -> place(key).stream()).toList();
            page.accept(facts(places).stream().filter(Objects::nonNull).toList());
          }
          return true;
        });
  }

  @Override
  public List<@Nullable LookupFact> facts(List<LookupFact.Place> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    return line.again(
        "get",
        client -> {
          try (AbstractPipeline pipeline = client.pipelined()) {
            List<Response<List<byte[]>>> answers =
                places.stream()
                    .map(each -> pipeline.hmget(key(each), EXPIRY, VALUE, NUMBER, TOKEN))
                    .toList();
            pipeline.sync();
            List<@Nullable LookupFact> facts = new ArrayList<>(places.size());
            for (int i = 0; i < places.size(); i++) {
              facts.add(fact(places.get(i), answers.get(i).get()));
            }
            return facts;
          }
        });
  }

  @Override
  public void put(List<LookupFact> facts) {
    change(
        "set",
        facts,
        (pipeline, fact) -> {
          boolean lock = fact.place().kind() == LookupFact.Kind.LOCK;
          long left = fact.expiry() - clock.millis();
          long stays = lock ? Math.max(left, 0) + Script.TOKENS_STAY : Math.max(left, 1);
          boolean value = fact.place().kind() == LookupFact.Kind.VALUE;
          byte[] field = value ? VALUE : lock ? TOKEN : NUMBER;
          byte[] held = value ? fact.value() : Script.ascii(fact.number());
          return pipeline.eval(
              Script.PUT.text(),
              List.of(key(fact.place())),
              List.of(Script.ascii(fact.expiry()), Script.ascii(stays), field, held));
        });
  }

  @Override
  public void remove(List<LookupFact.Place> places) {
    change("delete", places, (pipeline, place) -> pipeline.del(key(place)));
  }

  /// Asks the same of many at once; each may be asked again.
  private <T> void change(
      String tried, List<T> all, BiFunction<AbstractPipeline, T, Response<?>> question) {
    if (all.isEmpty()) {
      return;
    }
    line.again(
        tried,
        client -> {
          try (AbstractPipeline pipeline = client.pipelined()) {
            List<? extends Response<?>> answers =
                all.stream().map(each -> question.apply(pipeline, each)).toList();
            pipeline.sync();
            answers.forEach(Response::get);
            return true;
          }
        });
  }

  private static byte[] key(LookupFact.Place place) {
    return Kind.of(place.kind()).key(place.octets());
  }

  private static Optional<LookupFact.Place> place(String key) {
    for (LookupFact.Kind kind : LookupFact.Kind.values()) {
      String prefix = Kind.of(kind).prefix;
      if (key.startsWith(prefix)) {
        byte[] octets = Base64.getUrlDecoder().decode(key.substring(prefix.length()));
        return Optional.of(LookupFact.Place.of(kind, octets));
      }
    }
    return Optional.empty();
  }

  private @Nullable LookupFact fact(LookupFact.Place place, List<byte[]> fields) {
    byte[] expiry = fields.getFirst();
    if (expiry == null) {
      return null;
    }
    byte[] value = fields.get(1);
    byte[] held = place.kind() == LookupFact.Kind.LOCK ? fields.get(3) : fields.get(2);
    var fact =
        new LookupFact(
            place,
            value == null ? new byte[0] : value,
            held == null ? 0 : number(held),
            number(expiry));
    return fact.isOfUse(clock.millis()) ? fact : null;
  }

  /// Redis forgets by itself; this finds what our clock says has expired and Redis's not yet. The
  /// tokens of locks stay as long as Redis is told.
  @Override
  public long purge(Progress progress) {
    progress.begin("deleting look-ups that have expired", Progress.UNKNOWN, "look-ups read");
    return line.once("purge", client -> purge(client, progress));
  }

  @Override
  public void close() {
    line.close();
  }

  private long purge(UnifiedJedis client, Progress progress) {
    long purged = 0;
    ScanIteration scan = client.scanIteration(PAGE, PREFIX + "*");
    while (!scan.isIterationCompleted()) {
      Collection<String> keys =
          scan.nextBatchList().stream().filter(key -> !key.startsWith(Kind.LOCKS.prefix)).toList();
      purged += purge(client, keys);
      progress.advance(keys.size());
      progress.check();
    }
    return purged;
  }

  private long purge(UnifiedJedis client, Collection<String> keys) {
    if (keys.isEmpty()) {
      return 0;
    }
    List<byte[]> now = List.of(now());
    try (AbstractPipeline pipeline = client.pipelined()) {
      List<Response<Object>> answers =
          keys.stream()
              .map(key -> pipeline.eval(Script.PURGE.text(), List.of(Script.ascii(key)), now))
              .toList();
      pipeline.sync();
      return answers.stream().mapToLong(answer -> (Long) answer.get()).sum();
    }
  }

  private record Counter(long value, long expiry) {}

  private Counter count(byte[] place, long delta, Duration timeToLive, long limit) {
    byte[][] arguments = {
      now(),
      expiry(timeToLive),
      Script.ascii(timeToLive.toMillis()),
      Script.ascii(delta),
      Script.ascii(limit)
    };
    Optional<Object> answer =
        line.once(
            "count", client -> Optional.ofNullable(Script.COUNT.run(client, place, arguments)));
    if (answer.orElse(null) instanceof List<?> pair
        && pair.getFirst() instanceof byte[] sum
        && pair.getLast() instanceof byte[] expiry) {
      return new Counter(number(sum), number(expiry));
    }
    throw new StoreException.Corrupt("Redis counts in a way of its own: " + answer);
  }

  /// A field of an entry that has not expired.
  private byte @Nullable [] live(byte[] place, byte[] field) {
    List<byte[]> entry = line.again("get", reading(place, field));
    byte[] expiry = entry.getFirst();
    return expiry == null || number(expiry) <= clock.millis() ? null : entry.getLast();
  }

  private Function<UnifiedJedis, List<byte[]>> reading(byte[] place, byte[] field) {
    return client ->
        readFromReplicas && client instanceof RedisClusterClient cluster
            ? cluster.executeCommandToReplica(COMMANDS.hmget(place, EXPIRY, field))
            : client.hmget(place, EXPIRY, field);
  }

  private byte[] now() {
    return Script.ascii(clock.millis());
  }

  private byte[] expiry(Duration timeToLive) {
    return Script.ascii(clock.millis() + timeToLive.toMillis());
  }

  private static long number(byte[] text) {
    return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
  }
}
