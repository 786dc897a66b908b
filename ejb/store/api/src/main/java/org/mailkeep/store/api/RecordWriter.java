package org.mailkeep.store.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a stored record in protobuf's wire format: fields with numbers, so that later versions
/// add fields and earlier ones skip them. Field numbers are never used again for something else.
/// For one thread.
public final class RecordWriter {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

  /// A number; small ones that are not negative are short.
  public RecordWriter number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /// Yes or no.
  public RecordWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  /// Text, in UTF-8.
  public RecordWriter text(int field, String value) {
    return octets(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Each text of a list; the field is repeated.
  public RecordWriter texts(int field, Iterable<String> values) {
    values.forEach(value -> text(field, value));
    return this;
  }

  /// Octets, or a record within this one.
  public RecordWriter octets(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /// The record.
  public byte[] bytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    if (field < 1 || field >= 1 << 29) {
      throw new IllegalArgumentException("field " + field);
    }
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
