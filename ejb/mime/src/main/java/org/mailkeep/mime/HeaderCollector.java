package org.mailkeep.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes the lines of one header and keeps what the structure needs of it. Of a field that comes
/// twice the first counts, of address fields all do.
final class HeaderCollector {
  /// Message ids kept of References: enough to find the thread.
  private static final int REFERENCES = 20;

  private static final Set<String> CONTENT =
      Set.of(
          "content-type",
          "content-transfer-encoding",
          "content-disposition",
          "content-id",
          "content-description",
          "content-md5",
          "content-location",
          "content-language");

  private static final Set<String> MESSAGE =
      Set.of(
          "date",
          "subject",
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "in-reply-to",
          "message-id",
          "references");

  /// Neither list has a longer name.
  private static final int LONGEST_NAME = 25;

  private final MimeLimits limits;
  private final boolean message;

  /// The unfolded field at hand, its name apart; null while it does not matter.
  private @Nullable String name;

  private byte[] value = new byte[128];
  private int length;
  private int fields;
  private long bytes;

  private @Nullable ContentType type;
  private @Nullable String encoding;
  private @Nullable Disposition disposition;
  private @Nullable String id;
  private @Nullable String description;
  private @Nullable String md5;
  private @Nullable String location;
  private List<String> languages = List.of();
  private final EnvelopeCollector envelope = new EnvelopeCollector();
  private @Nullable String references;

  HeaderCollector(MimeLimits limits, boolean message) {
    this.limits = limits;
    this.message = message;
  }

  /// Takes a line that is not empty.
  void line(byte[] octets, int count) {
    bytes += count;
    if (octets[0] == ' ' || octets[0] == '\t') {
      append(octets, 0, count);
      return;
    }
    end();
    if (fields++ >= limits.headerFields() || bytes > limits.headerBytes()) {
      return;
    }
    int colon = 0;
    while (colon < count && colon <= LONGEST_NAME && octets[colon] != ':') {
      colon++;
    }
    if (colon == count || colon > LONGEST_NAME) {
      return;
    }
    String field =
        new String(octets, 0, colon, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (CONTENT.contains(field) || (message && MESSAGE.contains(field))) {
      name = field;
      append(octets, colon + 1, count);
    }
  }

  private void append(byte[] octets, int from, int to) {
    if (name == null) {
      return;
    }
    int count = Math.min(to - from, limits.fieldBytes() - length);
    if (length + count > value.length) {
      value = Arrays.copyOf(value, Math.max(value.length * 2, length + count));
    }
    System.arraycopy(octets, from, value, length, count);
    length += count;
  }

  /// Ends the field at hand.
  void end() {
    String field = name;
    if (field == null) {
      return;
    }
    String text = Charsets.lenient(value, 0, length).strip();
    name = null;
    length = 0;
    if (CONTENT.contains(field)) {
      content(field, text);
    } else if (field.equals("references")) {
      references = references == null ? text : references;
    } else {
      envelope.field(field, text);
    }
  }

  private void content(String field, String text) {
    switch (field) {
      case "content-type" -> type = type == null ? ContentFields.type(text) : type;
      case "content-transfer-encoding" ->
          encoding = encoding == null ? ContentFields.encoding(text) : encoding;
      case "content-disposition" ->
          disposition = disposition == null ? ContentFields.disposition(text) : disposition;
      case "content-id" -> id = id == null ? text : id;
      case "content-description" -> description = description == null ? text : description;
      case "content-md5" -> md5 = md5 == null ? text : md5;
      case "content-location" -> location = location == null ? text : location;
      case "content-language" ->
          languages = languages.isEmpty() ? ContentFields.languages(text) : languages;
      default -> throw new IllegalStateException(field);
    }
  }

  ContentType type(ContentType otherwise) {
    return type == null ? otherwise : type;
  }

  String encoding() {
    return encoding == null ? "7bit" : encoding;
  }

  /// Whether the body stands there as it is, so that parts in it can be found (RFC 2045 §6.4).
  boolean isPlainlyEncoded() {
    String own = encoding();
    return !own.equals("base64") && !own.equals("quoted-printable");
  }

  @Nullable Disposition disposition() {
    return disposition;
  }

  Labels labels() {
    boolean none =
        id == null && description == null && md5 == null && location == null && languages.isEmpty();
    return none ? Labels.NONE : new Labels(id, description, md5, location, languages);
  }

  @Nullable Envelope envelope() {
    return message ? envelope.build() : null;
  }

  List<String> references() {
    return references == null
        ? List.of()
        : new ArrayList<>(MessageIds.parse(references, REFERENCES));
  }
}
