package org.mailkeep.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Text;
import org.mailkeep.imap.FetchReader.Value;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.Part;

/// A part of a message in two BODYs or BODYSTRUCTUREs (RFC 9051 §7.5.2), whose lists may be
/// changed.
///
/// @param message that holds the part
record PartPair(Part part, String message, List<Value> ours, List<Value> theirs) {
  static final int TYPE = 0;
  static final int PARAMETERS = 2;
  static final int ENCODING = 5;
  static final int OCTETS = 6;
  static final int LINES = 7;
  static final int ENVELOPE = 7;
  static final int INNER = 8;
  static final int LINES_OF_MESSAGE = 9;

  PartPair(Part part, String message) {
    this(part, message, List.of(), List.of());
  }

  /// The header of a part.
  static String header(String message, Part part) {
    int start = (int) part.extent().headerStart();
    return message.substring(start, start + (int) part.extent().headerSize());
  }

  /// A field of the part, unfolded.
  Optional<String> field(String name) {
    return HeaderBlock.of(header(message, part).getBytes(ISO_8859_1)).first(name);
  }

  /// The body of the part.
  String body() {
    return message.substring((int) part.extent().bodyStart(), (int) part.extent().end());
  }

  /// Whether both tell of it as one without parts.
  boolean isSingle() {
    return isSingle(ours) && isSingle(theirs);
  }

  /// Whether both tell of it as one with parts.
  boolean isMultipart() {
    return !isSingle(ours) && !isSingle(theirs);
  }

  static boolean isSingle(List<Value> part) {
    return !part.isEmpty() && part.getFirst() instanceof Text;
  }

  static boolean isMessage(List<Value> part) {
    return isSingle(part)
        && part.size() > LINES_OF_MESSAGE
        && part.get(ENVELOPE) instanceof Group
        && part.get(INNER) instanceof Group;
  }

  static boolean isText(List<Value> part) {
    return isSingle(part)
        && part.getFirst() instanceof Text(String type)
        && type.equalsIgnoreCase("text");
  }

  /// Where the parameters of the type are.
  static int parameters(List<Value> part) {
    return isSingle(part) ? PARAMETERS : subtype(part) + 1;
  }

  /// Where the disposition is, in a BODYSTRUCTURE.
  static int disposition(List<Value> part) {
    if (!isSingle(part)) {
      return subtype(part) + 2;
    }
    return INNER + (isMessage(part) ? 3 : isText(part) ? 1 : 0);
  }

  private static int subtype(List<Value> multipart) {
    int at = 0;
    while (at < multipart.size() && multipart.get(at) instanceof Group) {
      at++;
    }
    return at;
  }
}
