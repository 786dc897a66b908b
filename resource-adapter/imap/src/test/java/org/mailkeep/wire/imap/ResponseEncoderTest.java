package org.mailkeep.wire.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.wire.imap.FetchItem.Form;
import org.mailkeep.wire.imap.FetchItem.Partial;
import org.mailkeep.wire.imap.FetchItem.Section;
import org.mailkeep.wire.imap.FetchItem.Text;

final class ResponseEncoderTest {
  record Row(String line, Response response) {}

  private static Row row(String line, Response response) {
    return new Row(line, response);
  }

  static Stream<Row> rows() {
    Flags flags = new Flags(Flags.SEEN | Flags.DELETED, List.of("$Junk"));
    return Stream.of(
        row("* 23 EXISTS", new Response.Exists(23)),
        row("* 0 RECENT", new Response.Recent(0)),
        row("* 44 EXPUNGE", new Response.Expunged(44)),
        row("* VANISHED (EARLIER) 300:310,405", vanished()),
        row("* OK [UIDVALIDITY 3857529045] UIDs valid", ok(new Code.UidValidity(3857529045L))),
        row("* OK [UIDNEXT 10] UIDs valid", ok(new Code.UidNext(10))),
        row("* OK [UNSEEN 12] UIDs valid", ok(new Code.Unseen(12))),
        row("* OK [HIGHESTMODSEQ 715194045007] UIDs valid", ok(highest())),
        row("* OK [PERMANENTFLAGS (\\Seen \\Deleted $Junk \\*)] UIDs valid", ok(permanent(flags))),
        row("* OK [PERMANENTFLAGS (\\*)] UIDs valid", ok(permanent(Flags.NONE))),
        row("* OK [COPYUID 1 2:4 9:11] UIDs valid", ok(copied())),
        row("* OK [READ-ONLY] UIDs valid", ok(Code.Simple.READ_ONLY)),
        row("* OK [BADCHARSET (UTF-8)] UIDs valid", ok(new Code.BadCharset(List.of("UTF-8")))),
        row("* OK [MODIFIED 7,9] UIDs valid", ok(new Code.Modified(Numbers.of(7, 9)))),
        row("* BYE See you", new Response.Bye(null, "See you")),
        row("* FLAGS (\\Seen \\Deleted $Junk)", new Response.MailboxFlags(flags)),
        row("* CAPABILITY IMAP4rev1 ID", capability("IMAP4rev1", "ID")),
        row("* ENABLED CONDSTORE", new Response.Enabled(List.of("CONDSTORE"))),
        row("* SEARCH 2 84 882", new Response.Found(Numbers.of(2, 84, 882), 0)),
        row("* SEARCH", new Response.Found(Numbers.NONE, 0)),
        row("* SEARCH 2 (MODSEQ 917162500)", new Response.Found(Numbers.of(2), 917162500L)),
        row(
            "* ESEARCH (TAG \"A1\") UID MIN 2 COUNT 3 ALL 2,10:11",
            new Response.ExtendedFound(
                Command.Numbering.UID, 2L, null, Numbers.of(2, 10, 11), 3L, 0, null)),
        row(
            "* LIST (\\HasChildren \\Sent) \"/\" Sent",
            new Response.Listed(List.of("\\HasChildren", "\\Sent"), '/', "Sent", List.of())),
        row(
            "* LIST (\\NonExistent) \"/\" \"a b\" (\"CHILDINFO\" (\"SUBSCRIBED\"))",
            new Response.Listed(List.of("\\NonExistent"), '/', "a b", List.of("SUBSCRIBED"))),
        row("* LSUB () \"/\" Entw&APw-rfe", new Response.Lsubbed(List.of(), '/', "Entwürfe")),
        row("* NAMESPACE ((\"\" \"/\")) NIL NIL", namespace()),
        row(
            "* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292)",
            new Response.Status(
                "blurdybloop",
                List.of(
                    new Response.StatusValue(StatusItem.MESSAGES, 231),
                    new Response.StatusValue(StatusItem.UIDNEXT, 44292)))),
        row("* ID (\"name\" \"Mail\\\"keep\" \"version\" \"1\")", id()),
        row("* ID NIL", new Response.Id(Map.of())));
  }

  private static Response vanished() {
    Numbers.Builder uids = new Numbers.Builder();
    uids.addRun(300, 310);
    uids.add(405);
    return new Response.Vanished(true, uids.build());
  }

  private static Response ok(Code code) {
    return new Response.Ok(code, "UIDs valid");
  }

  private static Code highest() {
    return new Code.HighestModSeq(715194045007L);
  }

  private static Code permanent(Flags flags) {
    return new Code.PermanentFlags(flags, true);
  }

  private static Code copied() {
    return new Code.CopyUid(1, Numbers.of(2, 3, 4), Numbers.of(9, 10, 11));
  }

  private static Response capability(String... names) {
    return new Response.Capability(new Capabilities(List.of(names)));
  }

  private static Response namespace() {
    return new Response.Namespaces(List.of(new Response.Namespace("", '/')), List.of(), List.of());
  }

  private static Response id() {
    Map<String, String> id = new LinkedHashMap<>();
    id.put("name", "Mail\"keep");
    id.put("version", "1");
    return new Response.Id(id);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void writesResponses(Row row) throws Exception {
    assertEquals(row.line() + "\r\n", encoded(row.response(), false));
  }

  @Test
  void writesNamesAsUtf8OnceEnabled() throws Exception {
    assertEquals(
        "* LSUB () \"/\" \"Entwürfe\"\r\n",
        encoded(new Response.Lsubbed(List.of(), '/', "Entwürfe"), true));
  }

  @Test
  void writesFetchData() throws Exception {
    FetchItem.Body fields =
        new FetchItem.Body(
            new Section(List.of(1, 2), Text.HEADER_FIELDS, List.of("DATE", "x y")),
            true,
            new Partial(5, 100),
            Form.BODY);
    FetchItem.Body whole = new FetchItem.Body(Section.WHOLE, false, null, Form.BODY);
    FetchItem.Binary binary = new FetchItem.Binary(List.of(2), false, null);
    Response response =
        new Response.Fetched(
            12,
            List.of(
                new FetchData.Uid(4827313),
                new FetchData.Flagged(new Flags(Flags.SEEN, List.of())),
                new FetchData.InternalDate(Instant.parse("1996-07-07T02:44:25Z")),
                new FetchData.Size(44827),
                new FetchData.ModSeq(65402),
                new FetchData.Body(fields, Content.of("Date: x\r\n\r\n".getBytes(UTF_8))),
                new FetchData.Body(whole, null),
                new FetchData.Binary(binary, Content.of(new byte[] {0})),
                new FetchData.BinarySize(new FetchItem.BinarySize(List.of(3, 1)), 7)));
    assertEquals(
        "* 12 FETCH (UID 4827313 FLAGS (\\Seen) INTERNALDATE \" 7-Jul-1996 02:44:25 +0000\""
            + " RFC822.SIZE 44827 MODSEQ (65402)"
            + " BODY[1.2.HEADER.FIELDS (DATE \"x y\")]<5> {11}\r\nDate: x\r\n\r\n"
            + " BODY[] NIL BINARY[2] ~{1}\r\n\0 BINARY.SIZE[3.1] 7)\r\n",
        encoded(response, false));
  }

  @Test
  void readsLargeContentInSlices() throws Exception {
    int size = 200_000;
    int[] reads = new int[1];
    Content content =
        new Content() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public byte[] read(long from, int count) {
            reads[0]++;
            return new byte[count];
          }
        };
    FetchItem.Body whole = new FetchItem.Body(Section.WHOLE, false, null, Form.BODY);
    Response response = new Response.Fetched(1, List.of(new FetchData.Body(whole, content)));
    String head = "* 1 FETCH (BODY[] {200000}\r\n";
    assertEquals(head.length() + size + 3, encoded(response, false).length());
    assertEquals(4, reads[0]);
  }

  // the message of RFC 9051 §8
  @Test
  void writesEnvelopesAndStructures() throws Exception {
    String message =
        """
        Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
        From: Terry Gray <gray@cac.washington.edu>
        Subject: IMAP4rev2 WG mtg summary and minutes
        To: imap@cac.washington.edu
        cc: minutes@CNRI.Reston.VA.US, "John \\"J\\" Klensin" <KLENSIN@MIT.EDU>
        Message-Id: <B27397-0100000@cac.washington.ed>
        MIME-Version: 1.0
        Content-Type: TEXT/PLAIN; CHARSET=US-ASCII

        Hello
        """
            .replace("\n", "\r\n");
    MessageStructure structure = MessageReader.read(message.getBytes(UTF_8), MimeLimits.DEFAULT);
    Response response =
        new Response.Fetched(
            12,
            List.of(
                new FetchData.Envelope(structure.envelope()),
                new FetchData.Structure(structure.root(), false),
                new FetchData.Structure(structure.root(), true)));
    assertEquals(
        "* 12 FETCH (ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\""
            + " \"IMAP4rev2 WG mtg summary and minutes\""
            + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
            + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
            + " ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))"
            + " ((NIL NIL \"imap\" \"cac.washington.edu\"))"
            + " ((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")"
            + "(\"John \\\"J\\\" Klensin\" NIL \"KLENSIN\" \"MIT.EDU\"))"
            + " NIL NIL \"<B27397-0100000@cac.washington.ed>\")"
            + " BODY (\"text\" \"plain\" (\"charset\" \"US-ASCII\") NIL NIL \"7BIT\" 7 1)"
            + " BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"US-ASCII\") NIL NIL \"7BIT\" 7 1"
            + " NIL NIL NIL NIL))\r\n",
        encoded(response, false));
  }

  // addr-adl (RFC 9051 §7.5.2)
  @Test
  void writesRoutesOfAddresses() throws Exception {
    String message = "To: Jane <@one.example,@two.example:jane@example.org>\r\n\r\n";
    MessageStructure structure = MessageReader.read(message.getBytes(UTF_8), MimeLimits.DEFAULT);
    Response response =
        new Response.Fetched(1, List.of(new FetchData.Envelope(structure.envelope())));
    assertEquals(
        "* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL"
            + " ((\"Jane\" \"@one.example,@two.example\" \"jane\" \"example.org\"))"
            + " NIL NIL NIL NIL))\r\n",
        encoded(response, false));
  }

  @Test
  void writesMultipartStructures() throws Exception {
    String message =
        """
        From: a@example.org
        Content-Type: multipart/mixed; boundary=b

        --b

        text
        --b
        Content-Type: message/rfc822
        Content-Disposition: attachment; filename="x.eml"

        Subject: inner

        inside
        --b--
        """
            .replace("\n", "\r\n");
    MessageStructure structure = MessageReader.read(message.getBytes(UTF_8), MimeLimits.DEFAULT);
    Response response =
        new Response.Fetched(1, List.of(new FetchData.Structure(structure.root(), true)));
    assertEquals(
        "* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7BIT\" 4 0 NIL NIL NIL NIL)"
            + "(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 24"
            + " (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL)"
            + " (\"text\" \"plain\" NIL NIL NIL \"7BIT\" 6 0 NIL NIL NIL NIL) 2"
            + " NIL (\"attachment\" (\"filename\" \"x.eml\")) NIL NIL)"
            + " \"mixed\" (\"boundary\" \"b\") NIL NIL NIL))\r\n",
        encoded(response, false));
  }

  @Test
  void sendsWhatCannotBeQuotedAsLiteral() throws Exception {
    assertEquals("{3}\r\na\nb", string("a\nb", false));
    assertEquals("{3}\r\naü", string("aü", false));
    assertEquals("\"aü\"", string("aü", true));
    assertEquals("\"a\\\\b\"", string("a\\b", false));
  }

  private static String string(String text, boolean unicode) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteOutput out = new ByteOutput(bytes::write);
    out.string(text, unicode);
    out.drain();
    return bytes.toString(UTF_8);
  }

  private static String encoded(Response response, boolean unicode) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteOutput out = new ByteOutput(bytes::write);
    new ResponseEncoder(out, unicode).untagged(response, "A1");
    out.drain();
    return bytes.toString(unicode ? UTF_8 : ISO_8859_1);
  }
}
