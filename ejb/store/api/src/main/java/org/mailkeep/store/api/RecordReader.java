package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [RecordWriter] wrote, field by field, in the order of writing:
///
/// ```java
/// while (in.next()) {
///   switch (in.field()) {
///     case 1 -> name = in.text();
///     default -> {} // a later version's
///   }
/// }
/// ```
///
/// A field that is not read is skipped. For one thread.
public final class RecordReader {
  private final byte[] octets;
  private int at;
  private int field;
  private int wireType;
  private long number;
  private int start;
  private int end;

  /// @param octets the record, not changed while it is read
  public RecordReader(byte[] octets) {
    this.octets = octets;
  }

  /// Goes to the next field.
  ///
  /// @return false when there is none
  /// @throws StoreException.Corrupt when the octets are no record
  public boolean next() {
    if (at == octets.length) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    switch (wireType) {
      case RecordWriter.VARINT -> number = varint();
      case RecordWriter.BYTES -> extent(varint());
      case RecordWriter.FIXED64 -> extent(8);
      case RecordWriter.FIXED32 -> extent(4);
      default -> throw corrupt("wire type " + wireType);
    }
    return true;
  }

  /// Number of the field at hand.
  public int field() {
    return field;
  }

  /// The field as a number.
  public long number() {
    require(RecordWriter.VARINT);
    return number;
  }

  /// The field as yes or no.
  public boolean flag() {
    return number() != 0;
  }

  /// The field as text.
  public String text() {
    require(RecordWriter.BYTES);
    return new String(octets, start, end - start, StandardCharsets.UTF_8);
  }

  /// The field as octets, or a record within this one; a copy.
  public byte[] octets() {
    require(RecordWriter.BYTES);
    return Arrays.copyOfRange(octets, start, end);
  }

  private void extent(long length) {
    if (length < 0 || length > octets.length - at) {
      throw corrupt("length " + length);
    }
    start = at;
    end = at + (int) length;
    at = end;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == octets.length) {
        throw corrupt("number without an end");
      }
      byte octet = octets[at++];
      value |= (long) (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw corrupt("number of more than 64 bits");
  }

  private void require(int type) {
    if (wireType != type) {
      throw corrupt("field " + field + " of wire type " + wireType);
    }
  }

  private StoreException corrupt(String what) {
    return new StoreException.Corrupt("record: " + what + " at octet " + at);
  }
}
