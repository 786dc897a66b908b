package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes a stored record as numbered fields in the encoding of Protocol Buffers, so that later
/// versions can add fields which earlier ones pass over. What is absent, zero or false is not
/// written. Read it with [FieldReader].
public final class FieldWriter {
  static final int VARINT = 0;
  static final int FIXED = 1;
  static final int LENGTH_DELIMITED = 2;

  private byte[] octets = new byte[128];
  private int length;

  /// A number; small ones that are not negative take little room.
  ///
  /// @param field 1 to 2,047; a record's field numbers never change their meaning
  public FieldWriter number(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      varint(value);
    }
    return this;
  }

  /// A truth value.
  public FieldWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  /// A point in time, to the millisecond.
  public FieldWriter instant(int field, @Nullable Instant value) {
    return value == null ? this : number(field, value.toEpochMilli());
  }

  /// Octets; also none at all, which is not the same as null.
  public FieldWriter octets(int field, byte @Nullable [] value) {
    if (value != null) {
      tag(field, LENGTH_DELIMITED);
      varint(value.length);
      append(value, value.length);
    }
    return this;
  }

  /// Text.
  public FieldWriter text(int field, @Nullable String value) {
    return value == null ? this : octets(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// A record within this one. Written again with the same number, it makes a list.
  public FieldWriter record(int field, FieldWriter value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    append(value.octets, value.length);
    return this;
  }

  /// How many octets there are so far.
  public int size() {
    return length;
  }

  /// The record.
  public byte[] bytes() {
    return Arrays.copyOf(octets, length);
  }

  private void tag(int field, int kind) {
    if (field < 1 || field > 2_047) {
      throw new IllegalArgumentException("field number " + field);
    }
    varint(((long) field << 3) | kind);
  }

  private void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      octets[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    octets[length++] = (byte) rest;
  }

  private void append(byte[] more, int count) {
    room(count);
    System.arraycopy(more, 0, octets, length, count);
    length += count;
  }

  private void room(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }
}
