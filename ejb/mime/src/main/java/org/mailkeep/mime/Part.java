package org.mailkeep.mime;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entity of a message: the message itself, a part of a multipart, or the message inside a
/// message/rfc822 part (RFC 2045 §2.4).
///
/// @param encoding Content-Transfer-Encoding in lower case, `7bit` when absent
/// @param envelope present for the outermost message and for messages inside message parts
/// @param parts of a multipart its parts, of a message/rfc822 part the one message inside; a
///   multipart always has at least one, for one in which no part was found is noted as text/plain
public record Part(
    ContentType type,
    String encoding,
    @Nullable Disposition disposition,
    Labels labels,
    Extent extent,
    @Nullable Envelope envelope,
    List<Part> parts) {
  public Part {
    parts = List.copyOf(parts);
  }

  /// Whether this part holds parts side by side.
  public boolean isMultipart() {
    return type.is("multipart") && !parts.isEmpty();
  }

  /// Whether this part holds a message whose structure is known.
  public boolean isMessage() {
    return type.isMessage() && !parts.isEmpty();
  }

  /// The message inside a message/rfc822 part.
  public Part message() {
    if (!isMessage()) {
      throw new IllegalStateException("not a message part");
    }
    return parts.getFirst();
  }

  /// The part with a number such as `2.1` counted from this message (RFC 9051 §6.4.5.1): a message
  /// that is no multipart has one part, 1, which is the message itself; numbers go on into the
  /// message of a message part. The empty path is this message.
  public Optional<Part> section(List<Integer> path) {
    Part at = this;
    boolean message = true;
    for (int number : path) {
      boolean inMessage = message || at.isMessage();
      Part container = !message && at.isMessage() ? at.message() : at;
      if (container.isMultipart() && number >= 1 && number <= container.parts.size()) {
        at = container.parts.get(number - 1);
      } else if (!container.isMultipart() && inMessage && number == 1) {
        at = container;
      } else {
        return Optional.empty();
      }
      message = false;
    }
    return Optional.of(at);
  }

  /// The file name that the sender proposed: of the disposition, else the type's `name`.
  public Optional<String> filename() {
    Optional<String> name =
        disposition == null ? Optional.empty() : disposition.parameters().value("filename");
    return name.isPresent() ? name : type.parameters().value("name");
  }
}
