package org.mailkeep.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entities that are open at one point of a message, the outermost first. Each line that could
/// matter is looked at once and compared with the boundaries of at most as many multiparts as may
/// nest, so that no message costs more than linear time.
final class EntityStack {
  /// RFC 2046 §5.1.1 allows 70; longer ones are sent.
  private static final int LONGEST_BOUNDARY = 200;

  /// Dashes, boundary, dashes and some blanks.
  private static final int LONGEST_DELIMITER = 512;

  private final MimeLimits limits;
  private final List<Entity> open = new ArrayList<>();
  private int parts;
  private int boundaries;
  private @Nullable Part root;

  EntityStack(MimeLimits limits) {
    this.limits = limits;
    push(0, 0, true, ContentType.TEXT_PLAIN);
  }

  /// A line of the message.
  ///
  /// @param octets begins with the line
  /// @param length octets of its text, without its end, as far as they were kept
  /// @param next offset of the line that follows
  /// @param previousEnd offset at which the end of the line before begins
  /// @param linesBefore line ends before this line
  /// @param ends 1 when it has a line end, 0 at the end of the message
  record Line(byte[] octets, int length, long next, long previousEnd, int linesBefore, int ends) {
    boolean startsWithDashes() {
      return length > 2 && octets[0] == '-' && octets[1] == '-';
    }
  }

  /// Whether the innermost entity is still in its header.
  boolean inHeader() {
    return open.getLast().inHeader;
  }

  /// Whether a line of a body could be a boundary.
  boolean hasBoundaries() {
    return boundaries > 0;
  }

  /// How many octets of a line are worth keeping.
  int lineLimit() {
    return inHeader() ? Math.max(limits.fieldBytes(), LONGEST_DELIMITER) : LONGEST_DELIMITER;
  }

  void line(Line line) {
    if (boundaries > 0 && line.startsWithDashes() && delimiter(line)) {
      return;
    }
    Entity top = open.getLast();
    if (!top.inHeader) {
      return;
    }
    if (line.length() == 0) {
      endHeader(top, line.next(), line.linesBefore() + line.ends());
    } else {
      top.header.line(line.octets(), line.length());
    }
  }

  // delimiter := "--" boundary; close-delimiter := delimiter "--"; both with trailing blanks. A
  // part begins behind the line end of its delimiter; without one there is none.
  private boolean delimiter(Line line) {
    int end = line.length();
    while (end > 2 && Ascii.isBlank(line.octets()[end - 1])) {
      end--;
    }
    for (int level = open.size() - 1; level >= 0; level--) {
      Entity entity = open.get(level);
      byte[] boundary = entity.boundary;
      if (boundary == null || !matches(line.octets(), end, boundary)) {
        continue;
      }
      boolean closes = end == boundary.length + 4;
      closeAbove(level, line.previousEnd(), line.linesBefore() - 1);
      if (closes) {
        forget(entity);
      } else if (parts < limits.parts() && line.ends() == 1) {
        push(line.next(), line.linesBefore() + 1, false, entity.partType());
      }
      return true;
    }
    return false;
  }

  /// Whether the line is the delimiter or the close-delimiter of a boundary.
  private static boolean matches(byte[] octets, int end, byte[] boundary) {
    int rest = end - 2 - boundary.length;
    if (rest != 0 && (rest != 2 || octets[end - 1] != '-' || octets[end - 2] != '-')) {
      return false;
    }
    for (int i = 0; i < boundary.length; i++) {
      if (octets[i + 2] != boundary[i]) {
        return false;
      }
    }
    return true;
  }

  private void forget(Entity entity) {
    if (entity.boundary != null) {
      entity.boundary = null;
      boundaries--;
    }
  }

  private void endHeader(Entity entity, long bodyStart, int linesBefore) {
    entity.endHeader(bodyStart, linesBefore);
    boolean room = open.size() < limits.depth() && parts < limits.parts();
    if (entity.type.is("multipart")) {
      String boundary = entity.type.parameters().value("boundary").orElse("");
      if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
        entity.type = ContentType.TEXT_PLAIN;
      } else if (!room) {
        entity.type = ContentType.OPAQUE;
      } else {
        entity.boundary = boundary.stripTrailing().getBytes(StandardCharsets.UTF_8);
        boundaries++;
      }
    } else if (entity.type.isMessage() && entity.header.isPlainlyEncoded()) {
      if (room) {
        push(bodyStart, linesBefore, true, ContentType.TEXT_PLAIN);
      } else {
        entity.type = ContentType.OPAQUE;
      }
    }
  }

  private void push(long headerStart, int linesBefore, boolean message, ContentType type) {
    parts++;
    open.add(new Entity(headerStart, linesBefore, new HeaderCollector(limits, message), type));
  }

  private void closeAbove(int level, long end, int linesBefore) {
    if (open.size() == level + 1) {
      return;
    }
    // Two delimiters with nothing between them share a line end.
    long last = Math.max(end, open.get(level + 1).headerStart);
    endHeaders(last, linesBefore);
    while (open.size() > level + 1) {
      Entity entity = open.removeLast();
      forget(entity);
      open.getLast().children.add(entity.close(last, linesBefore));
    }
  }

  /// Ends a header that no empty line has ended. If it announces a message, that one is empty.
  private void endHeaders(long at, int linesBefore) {
    for (Entity top = open.getLast(); top.inHeader; top = open.getLast()) {
      endHeader(top, at, linesBefore);
    }
  }

  /// Ends the message.
  MessageStructure finish(long size, int lines) {
    endHeaders(size, lines);
    closeAbove(0, size, lines);
    Entity message = open.getFirst();
    Part part = root == null ? message.close(size, lines) : root;
    root = part;
    return new MessageStructure(part, size, message.header.references());
  }

  /// One entity while it is read.
  private static final class Entity {
    final long headerStart;
    final HeaderCollector header;
    final List<Part> children = new ArrayList<>();
    boolean inHeader = true;
    ContentType type;
    byte @Nullable [] boundary;
    private long bodyStart;
    private int linesBefore;

    Entity(long headerStart, int linesBefore, HeaderCollector header, ContentType type) {
      this.headerStart = headerStart;
      this.bodyStart = headerStart;
      this.linesBefore = linesBefore;
      this.header = header;
      this.type = type;
    }

    /// What a part without a Content-Type is here.
    ContentType partType() {
      return type.is("multipart", "digest") ? ContentType.MESSAGE : ContentType.TEXT_PLAIN;
    }

    void endHeader(long start, int lines) {
      inHeader = false;
      bodyStart = start;
      linesBefore = lines;
      header.end();
      type = header.type(type);
    }

    /// An empty line before a boundary belongs to the boundary, not to the header (RFC 2046
    /// §5.1.1), so that both may begin behind the end.
    Part close(long end, int lines) {
      long start = Math.min(bodyStart, end);
      int bodyLines = start == end ? 0 : Math.max(0, lines - linesBefore);
      boolean hollow = type.is("multipart") && children.isEmpty();
      return new Part(
          hollow ? ContentType.TEXT_PLAIN : type,
          header.encoding(),
          header.disposition(),
          header.labels(),
          new Extent(Math.min(headerStart, end), start, end, bodyLines),
          header.envelope(),
          children);
    }
  }
}
