package org.mailkeep.wire.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.FetchItem.Form;
import org.mailkeep.wire.imap.FetchItem.Partial;
import org.mailkeep.wire.imap.FetchItem.Section;
import org.mailkeep.wire.imap.FetchItem.Simple;
import org.mailkeep.wire.imap.FetchItem.Text;

/// Reads FETCH (RFC 9051 §6.4.5).
final class FetchSyntax {
  /// Reads what stands behind an item's name.
  @FunctionalInterface
  private interface Item {
    FetchItem read(Cursor in) throws SyntaxException, IOException;
  }

  private static final Map<String, Item> ITEMS =
      Map.ofEntries(
          entry("UID", _ -> Simple.UID),
          entry("FLAGS", _ -> Simple.FLAGS),
          entry("INTERNALDATE", _ -> Simple.INTERNALDATE),
          entry("RFC822.SIZE", _ -> Simple.RFC822_SIZE),
          entry("ENVELOPE", _ -> Simple.ENVELOPE),
          entry("BODYSTRUCTURE", _ -> Simple.BODYSTRUCTURE),
          entry("MODSEQ", _ -> Simple.MODSEQ),
          entry("SAVEDATE", _ -> Simple.SAVEDATE),
          entry("PREVIEW", FetchSyntax::preview),
          entry("EMAILID", _ -> Simple.EMAILID),
          entry("THREADID", _ -> Simple.THREADID),
          entry("RFC822", _ -> whole(Text.ALL, false, Form.RFC822)),
          entry("RFC822.HEADER", _ -> whole(Text.HEADER, true, Form.RFC822_HEADER)),
          entry("RFC822.TEXT", _ -> whole(Text.TEXT, false, Form.RFC822_TEXT)),
          entry("BODY", in -> in.peek() == '[' ? body(in, false) : Simple.BODY),
          entry("BODY.PEEK", in -> body(in, true)),
          entry("BINARY", in -> binary(in, false)),
          entry("BINARY.PEEK", in -> binary(in, true)),
          entry("BINARY.SIZE", in -> new FetchItem.BinarySize(binaryPart(in))));

  private static final Map<String, List<FetchItem>> MACROS =
      Map.of(
          "FAST",
          List.of(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE),
          "ALL",
          List.of(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE),
          "FULL",
          List.of(
              Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE, Simple.BODY));

  private FetchSyntax() {}

  /// Names of items.
  static Set<String> items() {
    return ITEMS.keySet();
  }

  /// Names that stand for several items.
  static Set<String> macros() {
    return MACROS.keySet();
  }

  // fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att /
  //         "(" fetch-att *(SP fetch-att) ")") [SP fetch-modifiers]
  static Command fetch(Cursor in, Numbering by) throws SyntaxException, IOException {
    SequenceSet messages = SequenceSyntax.sequenceSet(in.space());
    List<FetchItem> items = items(in.space(), by);
    Modifiers modifiers = new Modifiers();
    if (in.take(' ')) {
      in.list(modifiers::read);
    }
    if (modifiers.vanished && (by != Numbering.UID || modifiers.changedSince < 0)) {
      throw new SyntaxException("VANISHED needs UID FETCH and CHANGEDSINCE"); // RFC 7162 §3.2.6
    }
    if (modifiers.partial != null && by != Numbering.UID) {
      throw new SyntaxException("PARTIAL needs UID FETCH"); // RFC 9394 §3.3
    }
    return new Command.Fetch(
        by, messages, items, modifiers.changedSince, modifiers.vanished, modifiers.partial);
  }

  private static List<FetchItem> items(Cursor in, Numbering by)
      throws SyntaxException, IOException {
    List<FetchItem> items = new ArrayList<>();
    List<FetchItem> macro = macro(in);
    if (macro != null) {
      items.addAll(macro);
    } else if (in.peek() == '(') {
      in.list(item -> items.add(item(item)));
    } else {
      items.add(item(in));
    }
    if (by == Numbering.UID && !items.contains(Simple.UID)) {
      items.addFirst(Simple.UID);
    }
    return items;
  }

  /// A macro, or null when there is none. QUIRK: some clients put the macros of FETCH in
  /// parentheses, as in `(ALL)`.
  private static @Nullable List<FetchItem> macro(Cursor in) {
    for (var macro : MACROS.entrySet()) {
      if (in.take('(' + macro.getKey() + ')') || in.takeWord(macro.getKey())) {
        return macro.getValue();
      }
    }
    return null;
  }

  private static final class Modifiers {
    private long changedSince = -1;
    private boolean vanished;
    private @Nullable PartialRange partial;

    // fetch-modifier = "CHANGEDSINCE" SP mod-sequence-value / "VANISHED"   RFC 7162 §7
    // fetch-modifier =/ "PARTIAL" SP partial-range   RFC 9394 §4
    void read(Cursor in) throws SyntaxException {
      switch (in.word()) {
        case "CHANGEDSINCE" -> changedSince = in.space().number64();
        case "VANISHED" -> vanished = true;
        case "PARTIAL" -> partial = SearchSyntax.partialRange(in.space());
        default -> throw new SyntaxException("Unknown modifier");
      }
    }
  }

  // fetch-att = "ENVELOPE" / "FLAGS" / … / "BODY" section ["<" number "." nz-number ">"] / …
  static FetchItem item(Cursor in) throws SyntaxException, IOException {
    Item item = ITEMS.get(name(in));
    if (item == null) {
      throw new SyntaxException("Unknown fetch item");
    }
    return item.read(in);
  }

  // "PREVIEW" [SP "(" "LAZY" ")"]   RFC 8970 §6
  private static FetchItem preview(Cursor in) {
    return new FetchItem.Preview(in.take(" (LAZY)")); // other parentheses are FETCH's own
  }

  /// The atom up to a section; `[` belongs to atoms in general, not here.
  private static String name(Cursor in) throws SyntaxException {
    StringBuilder name = new StringBuilder();
    while (Chars.atom(in.peek()) && in.peek() != '[') {
      name.append((char) in.next());
    }
    return name.toString().toUpperCase(Locale.ROOT);
  }

  private static FetchItem whole(Text text, boolean peek, Form form) {
    return new FetchItem.Body(new Section(List.of(), text, List.of()), peek, null, form);
  }

  private static FetchItem body(Cursor in, boolean peek) throws SyntaxException, IOException {
    return new FetchItem.Body(section(in), peek, partial(in), Form.BODY);
  }

  // section = "[" [section-spec] "]"
  private static Section section(Cursor in) throws SyntaxException, IOException {
    in.expect('[');
    List<Integer> part = path(in);
    if (in.take(']')) {
      return part.isEmpty() ? Section.WHOLE : new Section(part, Text.ALL, List.of());
    }
    Text text = text(in, part);
    List<String> fields = new ArrayList<>();
    if (text == Text.HEADER_FIELDS || text == Text.HEADER_FIELDS_NOT) {
      in.space().list(field -> fields.add(Cursor.decode(field.astring(), UTF_8)));
    }
    in.expect(']');
    return new Section(part, text, fields);
  }

  // section-text = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT" / "MIME"
  private static Text text(Cursor in, List<Integer> part) throws SyntaxException {
    if (in.take("HEADER.FIELDS.NOT")) {
      return Text.HEADER_FIELDS_NOT;
    }
    if (in.take("HEADER.FIELDS")) {
      return Text.HEADER_FIELDS;
    }
    if (in.take("HEADER")) {
      return Text.HEADER;
    }
    if (in.take("TEXT")) {
      return Text.TEXT;
    }
    if (!part.isEmpty() && in.take("MIME")) {
      return Text.MIME;
    }
    throw new SyntaxException("Unknown section");
  }

  // section-part = nz-number *("." nz-number), with the dot before a section-text
  private static List<Integer> path(Cursor in) throws SyntaxException {
    List<Integer> part = new ArrayList<>();
    while (in.peek() >= '1' && in.peek() <= '9') {
      in.bounded(part.size() + 1);
      part.add((int) Math.min(in.positive(), Integer.MAX_VALUE));
      if (in.peek() == ']') {
        break;
      }
      in.expect('.');
    }
    return part;
  }

  private static FetchItem binary(Cursor in, boolean peek) throws SyntaxException {
    return new FetchItem.Binary(binaryPart(in), peek, partial(in));
  }

  // section-binary = "[" [section-part] "]"
  private static List<Integer> binaryPart(Cursor in) throws SyntaxException {
    in.expect('[');
    List<Integer> part = path(in);
    in.expect(']');
    return part;
  }

  // partial = "<" number64 "." nz-number64 ">"
  private static @Nullable Partial partial(Cursor in) throws SyntaxException {
    if (!in.take('<')) {
      return null;
    }
    long from = in.number64();
    long count = in.expect('.').number64();
    in.expect('>');
    if (count == 0) {
      throw new SyntaxException("Zero is not allowed here");
    }
    return new Partial(from, count);
  }
}
