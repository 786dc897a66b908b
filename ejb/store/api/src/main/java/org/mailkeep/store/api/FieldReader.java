package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Reads what [FieldWriter] wrote, field by field; fields that the caller does not know are passed
/// over by asking for the next.
///
/// ```java
/// var in = new FieldReader(value);
/// while (in.next()) {
///   switch (in.field()) {
///     case 1 -> sender = in.text();
///     case 2 -> size = in.number();
///     default -> {} // of a later version
///   }
/// }
/// ```
///
/// Each method throws [StoreException.Corrupt] when the octets are no such record.
public final class FieldReader {
  private final byte[] octets;
  private final int end;
  private int position;
  private int field;
  private int kind;
  private long number;
  private int start;

  /// @param record a whole record
  public FieldReader(byte[] record) {
    this(record, 0, record.length);
  }

  private FieldReader(byte[] octets, int start, int end) {
    this.octets = octets;
    this.position = start;
    this.end = end;
  }

  /// Goes on to the next field.
  ///
  /// @return false at the end
  public boolean next() {
    if (position == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    kind = (int) (tag & 7);
    switch (kind) {
      case FieldWriter.VARINT -> number = varint();
      case FieldWriter.FIXED -> skip(8);
      case FieldWriter.LENGTH_DELIMITED -> skip(varint());
      default -> throw new StoreException.Corrupt("field of kind " + kind);
    }
    return true;
  }

  /// The number of the field.
  public int field() {
    return field;
  }

  /// The field as a number.
  public long number() {
    expect(FieldWriter.VARINT);
    return number;
  }

  /// The field as a truth value.
  public boolean flag() {
    return number() != 0;
  }

  /// The field as a point in time.
  public Instant instant() {
    return Instant.ofEpochMilli(number());
  }

  /// The field as octets.
  public byte[] octets() {
    expect(FieldWriter.LENGTH_DELIMITED);
    return Arrays.copyOfRange(octets, start, position);
  }

  /// The field as text.
  public String text() {
    expect(FieldWriter.LENGTH_DELIMITED);
    return new String(octets, start, position - start, StandardCharsets.UTF_8);
  }

  /// The field as a record of its own.
  public FieldReader record() {
    expect(FieldWriter.LENGTH_DELIMITED);
    return new FieldReader(octets, start, position);
  }

  private void expect(int wanted) {
    if (kind != wanted) {
      throw new StoreException.Corrupt("field " + field + " is of kind " + kind);
    }
  }

  private void skip(long count) {
    if (count < 0 || count > end - position) {
      throw new StoreException.Corrupt("field " + field + " beyond the record");
    }
    start = position;
    position += (int) count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == end) {
        throw new StoreException.Corrupt("record cut short");
      }
      byte octet = octets[position++];
      value |= (long) (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new StoreException.Corrupt("number of more than 64 bits");
  }
}
