package org.mailkeep.auth;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.Outbox;

/// The keys of the API, in the data store. Each question is answered from there, so what is changed
/// on any node holds at once. Safe for many threads.
///
/// A key is shown once, when it is made: `mk_`, its id, `_` and a secret of 256 random bits.
public final class ApiKeys {
  private static final String BEGIN = "mk_";
  private static final int SECRET = 32;
  private static final int MOST = 100_000;
  private static final byte[] PREFIX = Keys.of().text("api-key").bytes();
  private static final byte[] NAMES = Keys.of().text("api-key-name").bytes();
  private static final byte[] COUNT = Keys.of().text("api-key-count").bytes();

  private final Ground ground;

  /// What they stand on.
  ///
  /// @param ids gives ids that no principal has
  /// @param most how many keys there can be
  /// @param outbox takes the audit trail
  public record Ground(
      DataStore store,
      Supplier<AccountId> ids,
      int most,
      Outbox outbox,
      InstantSource clock,
      Chance chance) {}

  public ApiKeys(Ground ground) {
    this.ground = ground;
  }

  /// How a change ended.
  public sealed interface Result {
    /// Made, durably.
    ///
    /// @param secret the whole key, never to be seen again
    record Made(ApiKey key, String secret) implements Result {
      @Override
      public String toString() {
        return "Made[" + key + "]";
      }
    }

    /// Done, durably.
    ///
    /// @param key as it is now; after a removal, as it was
    record Done(ApiKey key) implements Result {}

    /// There is no such key.
    record Unknown() implements Result {}

    /// It cannot be; nothing was changed.
    ///
    /// @param detail for whoever asked
    record Refused(String detail) implements Result {}
  }

  /// What came of a key that somebody presented.
  sealed interface Check {
    /// It is right.
    record Right(ApiKey key) implements Check {}

    /// It is not, or not now and from there.
    ///
    /// @param why for the log
    record Wrong(String why) implements Check {}

    /// Nobody can say now.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements Check {}
  }

  /// Whether a bearer token is meant to be one of these keys.
  static boolean isKey(String token) {
    return token.startsWith(BEGIN);
  }

  /// Checks a key.
  ///
  /// @throws StoreException when the store does not answer
  Check check(String token, InetAddress remote) {
    int end = token.indexOf('_', BEGIN.length());
    Optional<ApiKey> found =
        end < 0 ? Optional.empty() : id(token.substring(BEGIN.length(), end)).flatMap(this::find);
    byte[] digest = digest(token.substring(end + 1));
    byte[] expected = found.map(ApiKey::digest).orElseGet(() -> new byte[digest.length]);
    if (!MessageDigest.isEqual(digest, expected) || found.isEmpty()) {
      return new Check.Wrong("no such key");
    }
    ApiKey key = found.get();
    if (key.isOver(ground.clock.instant())) {
      return new Check.Wrong(key.login() + " has expired");
    }
    boolean here =
        key.draft().networks().isEmpty()
            || key.draft().networks().stream().anyMatch(network -> network.contains(remote));
    return here ? new Check.Right(key) : new Check.Wrong(key.login() + " may not come from there");
  }

  /// All by name.
  ///
  /// @throws StoreException when the store does not answer
  public List<ApiKey> all() {
    return ground.store.scan(Subspace.AUTH, Range.prefix(PREFIX), Direction.UP, MOST).stream()
        .map(entry ->
            ApiKey.decode(new AccountId(Keys.u64(entry.key(), PREFIX.length)), entry.value()))
        .sorted(Comparator.comparing(key -> key.draft().name()))
        .toList();
  }

  /// The one with an id.
  ///
  /// @throws StoreException when the store does not answer
  public Optional<ApiKey> find(AccountId id) {
    byte[] record = ground.store.get(Subspace.AUTH, key(id));
    return record == null ? Optional.empty() : Optional.of(ApiKey.decode(id, record));
  }

  /// The one of this name.
  ///
  /// @throws StoreException when the store does not answer
  public Optional<ApiKey> find(String name) {
    byte[] id = ground.store.get(Subspace.AUTH, name(name));
    return id == null ? Optional.empty() : find(new AccountId(Keys.u64(id, 0)));
  }

  /// Makes one.
  ///
  /// @param by who makes it
  /// @throws StoreException when the store cannot keep it
  public Result create(ApiKeyDraft draft, String by) {
    AccountId id = ground.ids.get();
    String secret =
        Base64.getUrlEncoder().withoutPadding().encodeToString(ground.chance.octets(SECRET));
    Instant created = ground.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var key = new ApiKey(id, draft, created, by, digest(secret));
    return ground.store.write((reader, batch) -> {
      if (reader.get(Subspace.AUTH, name(draft.name())) != null) {
        return new Result.Refused("key " + draft.name() + " exists already");
      }
      if (reader.counter(Subspace.AUTH, COUNT) >= ground.most) {
        return new Result.Refused("there are " + ground.most + " keys, the most that may be");
      }
      batch
          .require(Subspace.AUTH, name(draft.name()), null)
          .put(Subspace.AUTH, name(draft.name()), Keys.of(id.value()).bytes())
          .put(Subspace.AUTH, key(id), key.encode())
          .add(Subspace.AUTH, COUNT, 1);
      ground.outbox.add(batch, AccessAudit.key(null, key));
      return new Result.Made(key, BEGIN + Long.toString(id.value(), 36) + "_" + secret);
    });
  }

  /// Changes one; its secret stays.
  ///
  /// @param edit may be asked more than once
  /// @throws StoreException when the store cannot keep it
  public Result update(AccountId id, UnaryOperator<ApiKeyDraft> edit) {
    return ground.store.write((reader, batch) -> {
      byte[] record = reader.get(Subspace.AUTH, key(id));
      if (record == null) {
        return new Result.Unknown();
      }
      ApiKey before = ApiKey.decode(id, record);
      ApiKeyDraft draft = edit.apply(before.draft());
      String name = draft.name();
      if (!name.equals(before.draft().name())) {
        if (reader.get(Subspace.AUTH, name(name)) != null) {
          return new Result.Refused("key " + name + " exists already");
        }
        batch
            .require(Subspace.AUTH, name(name), null)
            .put(Subspace.AUTH, name(name), Keys.of(id.value()).bytes())
            .delete(Subspace.AUTH, name(before.draft().name()));
      }
      var after = new ApiKey(id, draft, before.created(), before.by(), before.digest());
      batch.require(Subspace.AUTH, key(id), record).put(Subspace.AUTH, key(id), after.encode());
      ground.outbox.add(batch, AccessAudit.key(before, after));
      return new Result.Done(after);
    });
  }

  /// Removes one.
  ///
  /// @throws StoreException when the store cannot forget it
  public Result delete(AccountId id) {
    return ground.store.write((reader, batch) -> {
      byte[] record = reader.get(Subspace.AUTH, key(id));
      if (record == null) {
        return new Result.Unknown();
      }
      ApiKey before = ApiKey.decode(id, record);
      batch
          .require(Subspace.AUTH, key(id), record)
          .delete(Subspace.AUTH, key(id))
          .delete(Subspace.AUTH, name(before.draft().name()))
          .add(Subspace.AUTH, COUNT, -1);
      ground.outbox.add(batch, AccessAudit.key(before, null));
      return new Result.Done(before);
    });
  }

  private static Optional<AccountId> id(String text) {
    try {
      long value = Long.parseLong(text, 36);
      return value > 0 ? Optional.of(new AccountId(value)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(AccountId id) {
    return Keys.of().raw(PREFIX).u64(id.value()).bytes();
  }

  private static byte[] name(String name) {
    return Keys.of().raw(NAMES).raw(Keys.of().text(name).bytes()).bytes();
  }
}
