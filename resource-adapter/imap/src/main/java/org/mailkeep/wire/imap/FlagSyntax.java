package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads flags (RFC 9051 §9 `flag`).
final class FlagSyntax {
  private int system;
  private final List<String> keywords = new ArrayList<>();

  private FlagSyntax() {}

  // flag-list = "(" [flag *(SP flag)] ")"
  static Flags list(Cursor in) throws SyntaxException, IOException {
    FlagSyntax flags = new FlagSyntax();
    in.listOrNone(flags::read);
    return new Flags(flags.system, flags.keywords);
  }

  // flag *(SP flag)
  static Flags bare(Cursor in) throws SyntaxException {
    FlagSyntax flags = new FlagSyntax();
    int count = 0;
    do {
      in.bounded(++count);
      flags.read(in);
    } while (in.take(' '));
    return new Flags(flags.system, flags.keywords);
  }

  private void read(Cursor in) throws SyntaxException {
    if (in.take('\\')) {
      system |= system(in.atom());
      return;
    }
    String keyword = in.atom();
    if (keywords.stream().noneMatch(keyword::equalsIgnoreCase)) {
      keywords.add(keyword);
    }
  }

  private static int system(String name) throws SyntaxException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "seen" -> Flags.SEEN;
      case "answered" -> Flags.ANSWERED;
      case "flagged" -> Flags.FLAGGED;
      case "deleted" -> Flags.DELETED;
      case "draft" -> Flags.DRAFT;
      // QUIRK: `\Recent` is not a client's to set, but migration tools copy it along
      case "recent" -> 0;
      default -> throw new SyntaxException("Unknown system flag");
    };
  }
}
