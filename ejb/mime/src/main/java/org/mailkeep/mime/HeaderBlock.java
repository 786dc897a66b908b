package org.mailkeep.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The fields of a header, found in its octets.
public final class HeaderBlock {
  private final byte[] octets;
  private final List<Field> fields;

  /// Where the empty line begins, or the end when there is none.
  private final int end;

  private HeaderBlock(byte[] octets, List<Field> fields, int end) {
    this.octets = octets;
    this.fields = List.copyOf(fields);
    this.end = end;
  }

  /// A field.
  ///
  /// @param name as written
  /// @param start offset of its name
  /// @param value offset behind the colon
  /// @param end offset behind its last line end
  public record Field(String name, int start, int value, int end) {
    /// Whether it has this name, in any case.
    public boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /// Finds fields up to the empty line or the end; lines that are no field are passed over.
  ///
  /// @param octets not changed afterwards
  public static HeaderBlock of(byte[] octets) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < octets.length && !isEmptyLine(octets, at)) {
      int end = endOfLine(octets, at);
      while (end < octets.length && (octets[end] == ' ' || octets[end] == '\t')) {
        end = endOfLine(octets, end);
      }
      int colon = at;
      while (colon < end && octets[colon] != ':') {
        colon++;
      }
      if (colon < end) {
        String name = new String(octets, at, colon - at, StandardCharsets.ISO_8859_1).strip();
        fields.add(new Field(name, at, colon + 1, end));
      }
      at = end;
    }
    return new HeaderBlock(octets, fields, at);
  }

  private static boolean isEmptyLine(byte[] octets, int at) {
    return octets[at] == '\n'
        || (octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n');
  }

  private static int endOfLine(byte[] octets, int from) {
    int at = from;
    while (at < octets.length && octets[at] != '\n') {
      at++;
    }
    return Math.min(octets.length, at + 1);
  }

  /// The fields in their order.
  public List<Field> fields() {
    return fields;
  }

  /// The first field with a name, unfolded; empty when there is none.
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.is(name)) {
        return Optional.of(text(field));
      }
    }
    return Optional.empty();
  }

  /// All fields with a name, unfolded.
  public List<String> all(String name) {
    return fields.stream().filter(field -> field.is(name)).map(this::text).toList();
  }

  /// A field's text without folds and surrounding blanks, RFC 2047 words as written.
  public String text(Field field) {
    byte[] text = new byte[field.end() - field.value()];
    int length = 0;
    for (int at = field.value(); at < field.end(); at++) {
      if (octets[at] != '\r' && octets[at] != '\n') {
        text[length++] = octets[at];
      }
    }
    return Charsets.lenient(text, 0, length).strip();
  }

  /// The octets of the fields that are wanted, in their order, with the empty line if the header
  /// has one: what FETCH gives for `HEADER.FIELDS` (RFC 9051 §6.4.5.1).
  public byte[] select(Predicate<Field> wanted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      if (wanted.test(field)) {
        out.write(octets, field.start(), field.end() - field.start());
      }
    }
    if (end < octets.length) {
      out.write('\r');
      out.write('\n');
    }
    return out.toByteArray();
  }

  /// A predicate for [#select]: fields with one of these names, given in lower case.
  public static Predicate<Field> named(Set<String> names) {
    return field -> names.contains(field.name().toLowerCase(Locale.ROOT));
  }
}
