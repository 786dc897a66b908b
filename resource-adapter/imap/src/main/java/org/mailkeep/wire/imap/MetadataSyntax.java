package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads GETMETADATA and SETMETADATA (RFC 5464 §5).
final class MetadataSyntax {
  /// Octets of the name of an entry.
  private static final int LONGEST = 255;

  private long maxSize = -1;
  private int depth;

  private MetadataSyntax() {}

  // getmetadata = "GETMETADATA" [SP getmetadata-options] SP mailbox SP entries
  static Command get(Cursor in) throws SyntaxException, IOException {
    MetadataSyntax options = new MetadataSyntax();
    if (in.space().peek() == '(') {
      in.list(options::option);
      in.space();
    }
    String mailbox = in.mailbox();
    List<String> entries = new ArrayList<>();
    if (in.space().peek() == '(') {
      // QUIRK: clients put the options of GETMETADATA after the mailbox, as RFC 5464's own examples
      // do against its grammar
      in.list(element -> options.entryOrOption(element, entries));
      if (entries.isEmpty()) {
        in.space();
      }
    }
    if (entries.isEmpty()) {
      entries(in, entries);
    }
    return new Command.GetMetadata(mailbox, entries, options.maxSize, options.depth);
  }

  // entries = entry / "(" entry *(SP entry) ")". QUIRK: several entries of GETMETADATA may
  // come without parentheses, as in RFC 5464's own examples.
  private static void entries(Cursor in, List<String> entries) throws SyntaxException, IOException {
    if (in.peek() == '(') {
      in.list(element -> entries.add(entry(element)));
      return;
    }
    do {
      in.bounded(entries.size() + 1);
      entries.add(entry(in));
    } while (in.take(' '));
  }

  private void entryOrOption(Cursor in, List<String> entries) throws SyntaxException, IOException {
    if (in.peek() == '/' || in.peek() == '"' || in.peek() == '{') {
      entries.add(entry(in));
    } else {
      option(in);
    }
  }

  // getmetadata-option = "MAXSIZE" SP number / "DEPTH" SP ("0" / "1" / "infinity")
  private void option(Cursor in) throws SyntaxException {
    switch (in.word()) {
      case "MAXSIZE" -> maxSize = in.space().number();
      case "DEPTH" -> depth = depth(in.space().word());
      default -> throw new SyntaxException("Unknown option");
    }
  }

  private static int depth(String word) throws SyntaxException {
    return switch (word) {
      case "0" -> 0;
      case "1" -> 1;
      case "INFINITY" -> Integer.MAX_VALUE;
      default -> throw new SyntaxException("Unknown depth");
    };
  }

  // setmetadata = "SETMETADATA" SP mailbox SP entry-values; entry-value = entry SP value
  static Command set(Cursor in) throws SyntaxException, IOException {
    String mailbox = in.space().mailbox();
    List<MetadataEntry> annotations = new ArrayList<>();
    in.space()
        .list(element -> {
          String entry = entry(element);
          if (entry.lastIndexOf('/') == 0) {
            throw new SyntaxException("Invalid entry");
          }
          element.space();
          annotations.add(
              new MetadataEntry(entry, element.takeWord("NIL") ? null : element.string()));
        });
    return new Command.SetMetadata(mailbox, annotations);
  }

  /// `/shared`, `/private` or a name below, without wildcards and empty parts (RFC 5464 §3.2).
  private static String entry(Cursor in) throws SyntaxException, IOException {
    String name = Cursor.decode(in.astring(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    boolean scoped = (name + "/").startsWith("/shared/") || (name + "/").startsWith("/private/");
    boolean plain = name.chars().allMatch(c -> c >= ' ' && c != '*' && c != '%');
    if (!scoped || !plain || name.contains("//") || name.endsWith("/")) {
      throw new SyntaxException("Invalid entry");
    }
    if (name.length() > LONGEST) {
      throw new SyntaxException("Entry too long");
    }
    return name;
  }
}
