package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.wire.imap.FetchItem.Form;
import org.mailkeep.wire.imap.FetchItem.Partial;
import org.mailkeep.wire.imap.FetchItem.Section;
import org.mailkeep.wire.imap.FetchItem.Simple;
import org.mailkeep.wire.imap.FetchItem.Text;

final class FetchSyntaxTest {
  record Row(String text, List<FetchItem> items) {}

  private static Row row(String text, FetchItem... items) {
    return new Row(text, List.of(items));
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("FLAGS", Simple.FLAGS),
        row("ALL", Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE),
        row("FAST", Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE),
        row("(fast)", Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE),
        row("(ALL)", Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE),
        row(
            "(FULL)",
            Simple.FLAGS,
            Simple.INTERNALDATE,
            Simple.RFC822_SIZE,
            Simple.ENVELOPE,
            Simple.BODY),
        row("(UID BODY BODYSTRUCTURE)", Simple.UID, Simple.BODY, Simple.BODYSTRUCTURE),
        row("BODY[]", body(Section.WHOLE, false)),
        row("body.peek[header]", body(section(Text.HEADER), true)),
        row("BODY[TEXT]<0.1024>", partial(section(Text.TEXT), 0, 1024)),
        row(
            "(FLAGS BODY[HEADER.FIELDS (DATE FROM)])",
            Simple.FLAGS,
            body(new Section(List.of(), Text.HEADER_FIELDS, List.of("DATE", "FROM")), false)),
        row(
            "BODY.PEEK[1.2.HEADER.FIELDS.NOT (\"X Y\")]",
            body(new Section(List.of(1, 2), Text.HEADER_FIELDS_NOT, List.of("X Y")), true)),
        row("BODY[1]", body(new Section(List.of(1), Text.ALL, List.of()), false)),
        row(
            "BODY[4.2.2.1.MIME]",
            body(new Section(List.of(4, 2, 2, 1), Text.MIME, List.of()), false)),
        row("BINARY.PEEK[2]<5.6>", new FetchItem.Binary(List.of(2), true, new Partial(5, 6))),
        row("BINARY.SIZE[1.3]", new FetchItem.BinarySize(List.of(1, 3))),
        row(
            "RFC822.HEADER",
            new FetchItem.Body(section(Text.HEADER), true, null, Form.RFC822_HEADER)),
        row("(RFC822.SIZE RFC822)", Simple.RFC822_SIZE, whole(Form.RFC822)),
        row("MODSEQ", Simple.MODSEQ));
  }

  private static Section section(Text text) {
    return new Section(List.of(), text, List.of());
  }

  private static FetchItem body(Section section, boolean peek) {
    return new FetchItem.Body(section, peek, null, Form.BODY);
  }

  private static FetchItem whole(Form form) {
    return new FetchItem.Body(Section.WHOLE, false, null, form);
  }

  private static FetchItem partial(Section section, long from, long count) {
    return new FetchItem.Body(section, false, new Partial(from, count), Form.BODY);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void understands(Row row) throws Exception {
    var fetch = assertInstanceOf(Command.Fetch.class, TextInput.parse("a FETCH 2:4 " + row.text()));
    assertEquals(row.items(), fetch.items());
    assertEquals(SequenceSet.of(2, 4), fetch.messages());
  }

  @Test
  void addsTheUidToUidFetch() throws Exception {
    var fetch = assertInstanceOf(Command.Fetch.class, TextInput.parse("a UID FETCH * FLAGS"));
    assertEquals(List.of(Simple.UID, Simple.FLAGS), fetch.items());
  }

  @Test
  void readsModifiers() throws Exception {
    var fetch =
        assertInstanceOf(
            Command.Fetch.class,
            TextInput.parse("s100 UID FETCH 300:500 (FLAGS) (CHANGEDSINCE 12345 VANISHED)"));
    assertEquals(12345, fetch.changedSince());
    assertEquals(true, fetch.vanished());
  }
}
