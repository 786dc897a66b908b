package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.FetchItem.Partial;
import org.mailkeep.wire.imap.FetchItem.Section;

/// Writes FETCH responses (RFC 9051 §7.5.2).
final class FetchEncoder {
  private static final String[] SYSTEM = {
    "\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "\\Recent"
  };
  private static final byte[][] COMBINED = combined();
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final ByteOutput out;
  private final boolean unicode;
  private final StructureEncoder structure;

  FetchEncoder(ByteOutput out, boolean unicode) {
    this.out = out;
    this.unicode = unicode;
    this.structure = new StructureEncoder(out, unicode);
  }

  private static byte[][] combined() {
    byte[][] all = new byte[1 << SYSTEM.length][];
    for (int bits = 0; bits < all.length; bits++) {
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < SYSTEM.length; i++) {
        if ((bits & 1 << i) != 0) {
          names.append(names.isEmpty() ? "" : " ").append(SYSTEM[i]);
        }
      }
      all[bits] = ResponseEncoder.bytes(names.toString());
    }
    return all;
  }

  // flag-list = "(" [flag *(SP flag)] ")"
  static void flags(ByteOutput out, Flags flags) throws IOException {
    out.put('(');
    names(out, flags);
    out.put(')');
  }

  static void names(ByteOutput out, Flags flags) throws IOException {
    out.bytes(COMBINED[flags.system()]);
    boolean first = flags.system() == 0;
    for (String keyword : flags.keywords()) {
      if (!first) {
        out.put(' ');
      }
      first = false;
      out.ascii(keyword);
    }
  }

  // message-data = nz-number SP "FETCH" SP "(" msg-att *(SP msg-att) ")"
  void fetched(Response.Fetched fetched) throws IOException {
    out.number(fetched.sequence()).ascii(" FETCH (");
    all(fetched.data());
  }

  // uidfetch-resp = uniqueid SP "UIDFETCH" SP "(" msg-att *(SP msg-att) ")"   RFC 9586
  void fetched(Response.UidFetched fetched) throws IOException {
    out.number(fetched.uid()).ascii(" UIDFETCH (");
    all(fetched.data());
  }

  private void all(List<FetchData> data) throws IOException {
    for (int i = 0; i < data.size(); i++) {
      if (i > 0) {
        out.put(' ');
      }
      data(data.get(i));
    }
    out.put(')').crlf();
  }

  private void data(FetchData data) throws IOException {
    switch (data) {
      case FetchData.Uid(long uid) -> out.ascii("UID ").number(uid);
      case FetchData.Flagged(Flags flags) -> {
        out.ascii("FLAGS ");
        flags(out, flags);
      }
      case FetchData.InternalDate(Instant date) -> date("INTERNALDATE \"", date);
      case FetchData.SaveDate(Instant date) -> date("SAVEDATE \"", date);
      case FetchData.Preview(var text) -> {
        out.ascii("PREVIEW ");
        if (text == null) {
          out.ascii("NIL");
        } else {
          out.string(text, unicode);
        }
      }
      case FetchData.Size(long octets) -> out.ascii("RFC822.SIZE ").number(octets);
      case FetchData.ModSeq(long value) -> out.ascii("MODSEQ (").number(value).put(')');
      case FetchData.EmailId(var id) -> out.ascii("EMAILID (").ascii(id).put(')');
      case FetchData.ThreadId(var id) -> out.ascii("THREADID (").ascii(id).put(')');
      case FetchData.Envelope(var envelope) -> {
        out.ascii("ENVELOPE ");
        structure.envelope(envelope);
      }
      case FetchData.Structure(var part, boolean extended) -> {
        out.ascii(extended ? "BODYSTRUCTURE " : "BODY ");
        structure.body(part, extended);
      }
      case FetchData.Body(var item, var content) -> body(item, content);
      case FetchData.Binary(var item, var content) -> binary(item, content);
      case FetchData.BinarySize(var item, long octets) -> {
        out.ascii("BINARY.SIZE[");
        path(item.part());
        out.ascii("] ").number(octets);
      }
    }
  }

  // date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
  private void date(String start, Instant date) throws IOException {
    LocalDateTime at = LocalDateTime.ofEpochSecond(date.getEpochSecond(), 0, ZoneOffset.UTC);
    out.ascii(start).put(at.getDayOfMonth() < 10 ? ' ' : digit(at.getDayOfMonth() / 10));
    out.put(digit(at.getDayOfMonth() % 10)).put('-');
    int month = 3 * (at.getMonthValue() - 1);
    out.ascii(MONTHS.substring(month, month + 3)).put('-');
    two(at.getYear() / 100 % 100);
    two(at.getYear() % 100);
    out.put(' ');
    two(at.getHour());
    out.put(':');
    two(at.getMinute());
    out.put(':');
    two(at.getSecond());
    out.ascii(" +0000\"");
  }

  private void two(int value) throws IOException {
    out.put(digit(value / 10)).put(digit(value % 10));
  }

  private static char digit(int value) {
    return (char) ('0' + value);
  }

  // "BODY" section ["<" number ">"] SP nstring
  private void body(FetchItem.Body item, @Nullable Content content) throws IOException {
    switch (item.form()) {
      case BODY -> {
        out.ascii("BODY[");
        section(item.section());
        out.put(']');
      }
      case RFC822 -> out.ascii("RFC822");
      case RFC822_HEADER -> out.ascii("RFC822.HEADER");
      case RFC822_TEXT -> out.ascii("RFC822.TEXT");
    }
    origin(item.partial());
    out.put(' ');
    if (content == null) {
      out.ascii("NIL");
    } else {
      out.literal(content);
    }
  }

  private void origin(@Nullable Partial partial) throws IOException {
    if (partial != null) {
      out.put('<').number(partial.from()).put('>');
    }
  }

  // "BINARY" section-binary ["<" number ">"] SP (nstring / literal8)
  private void binary(FetchItem.Binary item, @Nullable Content content) throws IOException {
    out.ascii("BINARY[");
    path(item.part());
    out.put(']');
    origin(item.partial());
    out.put(' ');
    if (content == null) {
      out.ascii("NIL");
    } else {
      out.put('~').literal(content);
    }
  }

  private void path(List<Integer> part) throws IOException {
    for (int i = 0; i < part.size(); i++) {
      if (i > 0) {
        out.put('.');
      }
      out.number(part.get(i));
    }
  }

  // section-spec = section-msgtext / (section-part ["." section-text])
  private void section(Section section) throws IOException {
    path(section.part());
    if (section.text() == FetchItem.Text.ALL) {
      return;
    }
    if (!section.part().isEmpty()) {
      out.put('.');
    }
    switch (section.text()) {
      case ALL -> {}
      case HEADER -> out.ascii("HEADER");
      case HEADER_FIELDS -> fields("HEADER.FIELDS (", section.fields());
      case HEADER_FIELDS_NOT -> fields("HEADER.FIELDS.NOT (", section.fields());
      case TEXT -> out.ascii("TEXT");
      case MIME -> out.ascii("MIME");
    }
  }

  private void fields(String start, List<String> names) throws IOException {
    out.ascii(start);
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.put(' ');
      }
      out.astring(names.get(i).getBytes(StandardCharsets.UTF_8));
    }
    out.put(')');
  }
}
