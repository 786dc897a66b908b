package org.mailkeep.wire.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.wire.imap.Command.Access;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.Command.StoreMode;
import org.mailkeep.wire.imap.ListQuery.Return;
import org.mailkeep.wire.imap.ListQuery.Selection;
import org.mailkeep.wire.sasl.Claim;

final class CommandParserTest {
  record Row(String text, Command command) {}

  private static Command login(String user, String password) {
    return new Command.Login(new Claim.Password("", user, password));
  }

  private static Row row(String text, Command command) {
    return new Row(text, command);
  }

  // most of these are the examples of RFC 9051 and its extensions
  static Stream<Row> rows() {
    return Stream.of(
        row("abcd CAPABILITY", new Command.Capability()),
        row("a002 NOOP", new Command.Noop()),
        row("a002 noop", new Command.Noop()),
        row("A023 LOGOUT", new Command.Logout()),
        row("a002 STARTTLS", new Command.StartTls()),
        row(
            "a023 ID (\"name\" \"sodr\" \"version\" \"19.34\" \"vendor\" NIL)",
            new Command.Id(Map.of("name", "sodr", "version", "19.34"))),
        row("a042 ID NIL", new Command.Id(Map.of())),
        row("a042 ID ()", new Command.Id(Map.of())),
        row("a001 LOGIN SMITH SESAME", login("SMITH", "SESAME")),
        row("a LOGIN \"a\\\"b\" \"c\\\\d\"", login("a\"b", "c\\d")),
        row("a LOGIN {3}\r\nfoo {5+}\r\nb\"\\r", login("foo", "b\"\\r")),
        row("a LOGIN \"grün\" {0}\r\n", login("grün", "")),
        row("t1 ENABLE CONDSTORE imap4rev2", enable("CONDSTORE", "IMAP4REV2")),
        row("A142 SELECT INBOX", select("INBOX", Access.READ_WRITE)),
        row("A142 SELECT inBox", select("INBOX", Access.READ_WRITE)),
        row("A932 EXAMINE blurdybloop", select("blurdybloop", Access.READ_ONLY)),
        row("A SELECT inbox/Sub", select("INBOX/Sub", Access.READ_WRITE)),
        row("A SELECT \"~peter/mail/&U,BTFw-/&ZeVnLIqe-\"", select("~peter/mail/台北/日本語")),
        row("A SELECT \"Entw&APw-rfe\"", select("Entwürfe", Access.READ_WRITE)),
        row("A SELECT \"a&-b\"", select("a&b", Access.READ_WRITE)),
        row(
            "A02 SELECT INBOX (QRESYNC (67890007 20050715194045000 41,43:211,214:541))",
            resync(SequenceSet.of(41, 41, 43, 211, 214, 541), false)),
        row(
            "A02 SELECT INBOX (QRESYNC (67890007 20050715194045000 1:* (1,2 3,4)))",
            resync(SequenceSet.of(1, SequenceSet.STAR), true)),
        row(
            "A SELECT INBOX (CONDSTORE)",
            new Command.Select("INBOX", Access.READ_WRITE, true, null)),
        row("A003 CREATE owatagusiam/", create("owatagusiam/")),
        row("A1 CREATE MyDrafts (USE (\\Drafts))", create("MyDrafts", "\\Drafts")),
        row("A683 DELETE blurdybloop", new Command.Delete("blurdybloop")),
        row("A683 RENAME blurdybloop sarasoop", new Command.Rename("blurdybloop", "sarasoop")),
        row("A002 SUBSCRIBE #news.comp.mail.mime", new Command.Subscribe("#news.comp.mail.mime")),
        row("A002 UNSUBSCRIBE foo", new Command.Unsubscribe("foo")),
        row("A101 LIST \"\" \"\"", new Command.ListMailboxes(ListQuery.plain("", ""))),
        row("A202 LIST ~/Mail/ %", new Command.ListMailboxes(ListQuery.plain("~/Mail/", "%"))),
        row("A002 LSUB \"#news.\" \"comp.mail.*\"", new Command.Lsub("#news.", "comp.mail.*")),
        row("A001 NAMESPACE", new Command.Namespace()),
        row(
            "A042 STATUS blurdybloop (UIDNEXT MESSAGES)",
            new Command.Status("blurdybloop", List.of(StatusItem.UIDNEXT, StatusItem.MESSAGES))),
        row("A002 IDLE", new Command.Idle()),
        row("A CHECK", new Command.Check()),
        row("A341 CLOSE", new Command.Close()),
        row("A342 UNSELECT", new Command.Unselect()),
        row("A202 EXPUNGE", new Command.Expunge(null)),
        row("A003 UID EXPUNGE 3000:3002", new Command.Expunge(SequenceSet.of(3000, 3002))),
        row("A003 COPY 2:4 MEETING", copy(Numbering.SEQUENCE, 2, 4, "MEETING")),
        row("A003 uid copy 2:4 MEETING", copy(Numbering.UID, 2, 4, "MEETING")),
        row(
            "a UID MOVE 42:69 foo",
            new Command.Move(Numbering.UID, SequenceSet.of(42, 69), "foo")));
  }

  static Stream<Row> quirks() {
    return Stream.of(
        row("a NOOP ", new Command.Noop()),
        row("a UID EXPUNGE 3 ", new Command.Expunge(SequenceSet.of(3, 3))),
        row("a LOGIN {3}\r\nfoo {3}\r\nbar ", login("foo", "bar")),
        row("a LOGIN foo \"bar \"", login("foo", "bar ")),
        row("a SELECT x/", select("x", Access.READ_WRITE)),
        row("a EXAMINE INBOX/", select("INBOX", Access.READ_ONLY)),
        row("a SELECT /", select("/", Access.READ_WRITE)),
        row("a DELETE x/y/", new Command.Delete("x/y")),
        row("a SUBSCRIBE x/", new Command.Subscribe("x")),
        row("a UNSUBSCRIBE x/", new Command.Unsubscribe("x")),
        row("a STATUS x/ (SIZE)", new Command.Status("x", List.of(StatusItem.SIZE))));
  }

  static Stream<Row> rightsAndQuotas() {
    return Stream.of(
        row(
            "A035 SETACL INBOX/Drafts John lrswicda",
            new Command.SetAcl("INBOX/Drafts", "John", StoreMode.REPLACE, "lrswicda")),
        row("A SETACL x $team +i", new Command.SetAcl("x", "$team", StoreMode.ADD, "i")),
        row("A SETACL x -joe \"-i\"", new Command.SetAcl("x", "-joe", StoreMode.REMOVE, "i")),
        row("A SETACL x joe \"\"", new Command.SetAcl("x", "joe", StoreMode.REPLACE, "")),
        row("B002 DeleteAcl INBOX Fred", new Command.DeleteAcl("INBOX", "Fred")),
        row("A002 GETACL INBOX", new Command.GetAcl("INBOX")),
        row("a001 LISTRIGHTS ~/Mail/saved smith", new Command.ListRights("~/Mail/saved", "smith")),
        row("A003 MYRIGHTS INBOX", new Command.MyRights("INBOX")),
        row("G0001 GETQUOTA \"!partition/sda4\"", new Command.GetQuota("!partition/sda4")),
        row("G0002 GETQUOTAROOT INBOX", new Command.GetQuotaRoot("INBOX")),
        row("S0000 SETQUOTA \"\" (STORAGE 512)", new Command.SetQuota("", Map.of("STORAGE", 512L))),
        row("S SETQUOTA root ()", new Command.SetQuota("root", Map.of())));
  }

  private static Command resync(SequenceSet known, boolean numbered) {
    var resync = new Command.Resync(67890007L, 20050715194045000L, known, numbered);
    return new Command.Select("INBOX", Access.READ_WRITE, false, resync);
  }

  private static Command enable(String... names) {
    return new Command.Enable(List.of(names));
  }

  private static Command select(String mailbox) {
    return select(mailbox, Access.READ_WRITE);
  }

  private static Command select(String mailbox, Access access) {
    return new Command.Select(mailbox, access, false, null);
  }

  private static Command create(String mailbox, String... uses) {
    return new Command.Create(mailbox, Set.of(uses));
  }

  private static Command copy(Numbering by, long first, long last, String mailbox) {
    return new Command.Copy(by, SequenceSet.of(first, last), mailbox);
  }

  @ParameterizedTest
  @MethodSource({"rows", "quirks", "rightsAndQuotas"})
  void understands(Row row) throws Exception {
    assertEquals(row.command(), TextInput.parse(row.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a ",
        "a FROBNICATE",
        "a NOOP x",
        "a NOOP  ",
        "a LOGIN foo {3+} ",
        "a FETCH 1 (ALL UID)",
        "a LOGIN foo",
        "a LOGIN foo bar baz",
        "a LOGIN foo \"unclosed",
        "a LOGIN foo \"bad\\escape\"",
        "a LOGIN foo {3}x",
        "a LOGIN foo {999999999999999999999}",
        "a SELECT &AAA",
        "a SELECT &AGE-",
        "a SELECT \"tr\u00fcb\"",
        "a SELECT INBOX (FOO)",
        "a CREATE x (USE \\Sent)",
        "a STATUS x ()",
        "a STATUS x (BOGUS)",
        "a LIST (RECURSIVEMATCH) \"\" *",
        "a LIST (SUBSCRIBED \"\" *",
        "a FETCH 0 FLAGS",
        "a FETCH 1,,2 FLAGS",
        "a FETCH 4294967296 FLAGS",
        "a FETCH 1 BODY[",
        "a FETCH 1 BODY[MIME]",
        "a FETCH 1 BODY[1.HEADERS]",
        "a FETCH 1 BODY[]<0.0>",
        "a FETCH 1 (FLAGS",
        "a FETCH 1 ()",
        "a FETCH 1 FLAGS (VANISHED)",
        "a UID NOOP",
        "a STORE 1 FLAGS (\\Foo)",
        "a STORE 1 +FLAG (\\Seen)",
        "a SEARCH",
        "a SEARCH BOGUS",
        "a SEARCH SINCE 31-Feb-2020",
        "a SEARCH OR SEEN",
        "a SEARCH (SEEN",
        "a APPEND x \"01-Jan-2020\" {3}\r\nabc",
        "a APPEND x (\\Seen)",
        "a IDLE now",
        "a ENABLE",
        "a ID (\"name\")"
      })
  void refuses(String text) {
    assertThrows(SyntaxException.class, () -> TextInput.parse(text));
  }

  @Test
  void readsTheExtendedList() throws Exception {
    assertEquals(
        new Command.ListMailboxes(
            new ListQuery(
                true,
                Set.of(Selection.SUBSCRIBED, Selection.RECURSIVEMATCH),
                "",
                List.of("INBOX", "Sent/%"),
                Set.of(Return.CHILDREN, Return.SPECIAL_USE),
                List.of(StatusItem.MESSAGES, StatusItem.UNSEEN))),
        TextInput.parse(
            "A LIST (SUBSCRIBED RECURSIVEMATCH) \"\" (INBOX \"Sent/%\")"
                + " RETURN (CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN))"));
  }

  @Test
  void readsMailboxNamesAsUtf8OnceEnabled() throws Exception {
    var input = TextInput.of("A SELECT \"R&D/Entwu\u0308rfe\"");
    assertEquals(select("R&D/Entwürfe", Access.READ_WRITE), input.command(true));
  }

  @Test
  void readsStore() throws Exception {
    assertEquals(
        new Command.Store(
            Numbering.SEQUENCE,
            SequenceSet.of(2, 4),
            StoreMode.ADD,
            true,
            new Flags(Flags.DELETED | Flags.SEEN, List.of("$Junk")),
            -1),
        TextInput.parse("A003 STORE 2:4 +FLAGS.SILENT (\\Deleted \\seen $Junk $junk)"));
    assertEquals(
        new Command.Store(
            Numbering.UID,
            SequenceSet.of(1, 1),
            StoreMode.REPLACE,
            false,
            new Flags(Flags.FLAGGED, List.of()),
            320162338L),
        TextInput.parse("a UID STORE 1 (UNCHANGEDSINCE 320162338) FLAGS \\Flagged"));
  }

  @Test
  void asksForSynchronizingLiteralsOnly() throws Exception {
    var input = TextInput.of("a LOGIN {3+}\r\nfoo {3}\r\nbar");
    input.command(false);
    assertEquals(1, input.asked());
  }

  @Test
  void streamsAppendedMessages() throws Exception {
    var input =
        TextInput.of(
            "A003 APPEND saved-messages (\\Seen) \"07-Feb-1994 21:52:25 -0800\" {5}\r\nhello"
                + " (\\Draft) UTF8 (~{3+}\r\nbye)");
    var append = assertInstanceOf(Command.Append.class, input.command(false));
    assertEquals("saved-messages", append.mailbox());
    assertEquals(2, append.messages().size());
    assertEquals("1994-02-08T05:52:25Z", String.valueOf(append.messages().getFirst().date()));
    assertEquals(
        List.of("hello", "bye"), input.received().stream().map(TextInput.Received::text).toList());
    assertTrue(input.received().stream().noneMatch(message -> message.sink().closed()));
  }

  @Test
  void givesUpStreamedMessagesWhenTheCommandGoesWrong() {
    var input = TextInput.of("A003 APPEND x {5}\r\nhello nonsense");
    assertThrows(SyntaxException.class, () -> input.command(false));
    assertTrue(input.received().getFirst().sink().closed());
  }

  @Test
  void refusesAMessageBeforeItIsSent() {
    var input = TextInput.of("A003 APPEND missing {5}\r\n");
    assertThrows(RefusedException.class, () -> input.command(false));
    assertEquals(0, input.asked());
  }

  @Test
  void readsSaslInitialResponses() throws Exception {
    var plain =
        assertInstanceOf(
            Command.Authenticate.class, TextInput.parse("A01 AUTHENTICATE plain AHRlc3QAdGVzdA=="));
    assertEquals("PLAIN", plain.mechanism());
    assertArrayEquals("\0test\0test".getBytes(UTF_8), plain.initial());
    var empty =
        assertInstanceOf(
            Command.Authenticate.class, TextInput.parse("A01 AUTHENTICATE EXTERNAL ="));
    assertArrayEquals(new byte[0], empty.initial());
  }

  @Test
  void neverShowsPasswords() throws Exception {
    assertEquals(
        "Login[claim=Password[authorize=, login=jane]]",
        TextInput.parse("a LOGIN jane secret").toString());
  }

  @Test
  void readsSearchReturnOptions() throws Exception {
    var search =
        assertInstanceOf(
            Command.Search.class,
            TextInput.parse("A282 SEARCH RETURN (MIN COUNT) FLAGGED SINCE 1-Feb-1994"));
    assertEquals(Set.of(SearchReturn.MIN, SearchReturn.COUNT), search.returns().items());
    var all = assertInstanceOf(Command.Search.class, TextInput.parse("A SEARCH RETURN () ALL"));
    assertEquals(Set.of(SearchReturn.ALL), all.returns().items());
  }

  @Test
  void boundsNestingAndLists() {
    String deep = "a SEARCH " + "(".repeat(21) + "ALL" + ")".repeat(21);
    assertThrows(SyntaxException.class, () -> TextInput.parse(deep));
    String nots = "a SEARCH " + "NOT ".repeat(21) + "ALL";
    assertThrows(SyntaxException.class, () -> TextInput.parse(nots));
    String wide = "a FETCH 1" + ",3".repeat(1000) + " FLAGS";
    assertThrows(SyntaxException.class, () -> TextInput.parse(wide));
    String long_ = "a LOGIN foo {65537}\r\n";
    assertThrows(SyntaxException.class, () -> TextInput.parse(long_));
  }
}
