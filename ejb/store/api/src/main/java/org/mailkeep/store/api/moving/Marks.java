package org.mailkeep.store.api.moving;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;

/// What stores say of themselves so that nobody confuses the one that moved away with the one that
/// it moved into: a number of their own, where their data went, what is arriving. These stay where
/// they are when everything else moves.
public final class Marks {
  private static final byte[] CHECK = ascii("check");
  private static final byte[] NUMBER = ascii("number");
  private static final byte[] MOVED = ascii("moved");
  private static final byte[] ARRIVAL = ascii("arrival");
  private static final byte[] OTHER_ARRIVAL = ascii("arrival of others");
  private static final Set<byte[]> OWN = Set.of(CHECK, NUMBER, MOVED, ARRIVAL, OTHER_ARRIVAL);
  private static final int LENGTH = 16;

  private Marks() {}

  /// Where a store's data went.
  ///
  /// @param to id of the store in the settings
  public record Moved(String to, Instant when) {}

  /// Where a store's data went; nothing when it is here.
  public static Optional<Moved> moved(Reader store) {
    byte[] mark = store.get(Subspace.STORE, MOVED);
    if (mark == null) {
      return Optional.empty();
    }
    String to = new String(mark, 8, mark.length - 8, StandardCharsets.UTF_8);
    return Optional.of(new Moved(to, Instant.ofEpochMilli(Keys.u64(mark, 0))));
  }

  /// Notes that a store's data is in another one from now on.
  public static void leave(DataBackend store, Moved moved) {
    byte[] mark =
        Keys.of(moved.when().toEpochMilli())
            .raw(moved.to().getBytes(StandardCharsets.UTF_8))
            .bytes();
    store.commit(new Batch().put(Subspace.STORE, MOVED, mark));
  }

  /// Notes that look-ups or the index of a store may be replaced: they are used elsewhere.
  public static void leaveOthers(DataBackend store) {
    store.commit(new Batch().put(Subspace.STORE, OTHER_ARRIVAL, new byte[0]));
  }

  /// Notes that a store is used, whatever was moved before.
  public static void use(DataBackend store) {
    if (store.get(Subspace.STORE, MOVED) != null || store.get(Subspace.STORE, ARRIVAL) != null) {
      store.commit(new Batch().delete(Subspace.STORE, MOVED).delete(Subspace.STORE, ARRIVAL));
    }
  }

  /// Whether all that a store holds is a part of another one that did not arrive in whole.
  public static boolean arriving(Reader store) {
    byte[] mark = store.get(Subspace.STORE, ARRIVAL);
    return mark != null && mark.length == LENGTH;
  }

  /// The number that a store has for itself, made when it is asked for the first time.
  static byte[] number(DataBackend store, Chance chance) {
    byte[] known = store.get(Subspace.STORE, NUMBER);
    if (known != null) {
      return known;
    }
    byte[] fresh = chance.octets(LENGTH);
    store.commit(
        new Batch().require(Subspace.STORE, NUMBER, null).put(Subspace.STORE, NUMBER, fresh));
    byte[] stored = store.get(Subspace.STORE, NUMBER);
    if (stored == null) {
      throw new StoreException.Unavailable("what was just written is not there");
    }
    return stored;
  }

  /// Makes a store the target of a move: an empty one, one whose data was moved away, or one into
  /// which the same source was to be moved before.
  ///
  /// @param source the number of the store whose data comes
  /// @param spaces that come
  /// @throws StoreException.Unavailable when it holds something else
  static void arrive(DataBackend target, byte[] source, Set<Subspace> spaces) {
    byte[] before = target.get(Subspace.STORE, arrival(spaces));
    boolean same = before != null && Arrays.equals(Arrays.copyOf(before, LENGTH), source);
    boolean others = !spaces.contains(Subspace.STORE) && before != null;
    if (!same && !others && moved(target).isEmpty()) {
      checkEmpty(target, spaces);
    }
    mark(target, spaces, source);
  }

  /// Notes that a part of a store has arrived. What was written before is on stable storage then.
  static void arriving(DataBackend target, byte[] source, Set<Subspace> spaces) {
    mark(target, spaces, source);
  }

  /// Notes that everything has arrived.
  static void arrived(DataBackend target, byte[] source, Set<Subspace> spaces) {
    mark(target, spaces, Arrays.copyOf(source, LENGTH + 1));
  }

  private static void mark(DataBackend target, Set<Subspace> spaces, byte[] mark) {
    target.commit(new Batch().put(Subspace.STORE, arrival(spaces), mark));
  }

  /// What is not data may arrive in a store whose data is used.
  private static byte[] arrival(Set<Subspace> spaces) {
    return spaces.contains(Subspace.STORE) ? ARRIVAL : OTHER_ARRIVAL;
  }

  /// @throws StoreException.Unavailable when a store holds anything in these subspaces
  public static void checkEmpty(Reader store, Set<Subspace> spaces) {
    for (Subspace space : spaces) {
      for (Entry entry : store.scan(space, Range.all(), Direction.UP, OWN.size() + 1)) {
        if (!own(space, entry.key())) {
          throw new StoreException.Unavailable(
              "it is not empty: it holds something of "
                  + space.name().toLowerCase(Locale.ROOT)
                  + " that does not come from this store");
        }
      }
    }
  }

  /// Whether a key belongs to the store itself and does not move.
  static boolean own(Subspace space, byte[] key) {
    return space == Subspace.STORE && OWN.stream().anyMatch(own -> Arrays.equals(own, key));
  }

  /// All subspaces but those of look-ups and of the full-text index, which have roles of their own.
  public static Set<Subspace> ofData() {
    return EnumSet.complementOf(EnumSet.of(Subspace.LOOKUP, Subspace.SEARCH));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
