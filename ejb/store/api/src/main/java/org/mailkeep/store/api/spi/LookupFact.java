package org.mailkeep.store.api.spi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What a lookup store holds under a key.
///
/// @param place of it
/// @param value of a key; of everything else nothing
/// @param number that a counter or a rate stands at, or the token of a lock; of a key zero
/// @param expiry milliseconds since 1970; of a lock that is free, in the past
public record LookupFact(Place place, byte[] value, long number, long expiry) {
  /// What look-ups are of; each has keys of its own.
  public enum Kind {
    VALUE,
    COUNTER,
    RATE,
    LOCK
  }

  /// Where something is held.
  public record Place(Kind kind, ByteBuffer key) {
    /// With a copy of a key.
    public static Place of(Kind kind, byte[] key) {
      return new Place(kind, ByteBuffer.wrap(key.clone()));
    }

    /// The key.
    public byte[] octets() {
      byte[] octets = new byte[key.remaining()];
      key.duplicate().get(octets);
      return octets;
    }
  }

  /// A key's value.
  public static LookupFact value(byte[] key, byte[] value, long expiry) {
    return new LookupFact(Place.of(Kind.VALUE, key), value, 0, expiry);
  }

  /// Anything else.
  public static LookupFact number(Kind kind, byte[] key, long number, long expiry) {
    return new LookupFact(Place.of(kind, key), new byte[0], number, expiry);
  }

  /// Whether it is of use at a time: it has not expired, or has a token that others must be greater
  /// than.
  public boolean isOfUse(long now) {
    return expiry > now || place.kind() == Kind.LOCK;
  }

  /// Whether another one says the same.
  public boolean same(LookupFact other) {
    boolean free = place.kind() == Kind.LOCK;
    return place.equals(other.place)
        && Arrays.equals(value, other.value)
        && number == other.number
        && (expiry == other.expiry || free);
  }
}
