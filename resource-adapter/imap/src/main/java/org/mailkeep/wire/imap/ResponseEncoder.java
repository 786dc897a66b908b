package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes responses as bytes (RFC 9051 §7, §9).
final class ResponseEncoder {
  private static final byte[] EXISTS = bytes(" EXISTS\r\n");
  private static final byte[] RECENT = bytes(" RECENT\r\n");
  private static final byte[] EXPUNGE = bytes(" EXPUNGE\r\n");

  private final ByteOutput out;
  private final boolean unicode;
  private final FetchEncoder fetch;

  /// @param unicode whether the client takes UTF-8 in names and quoted strings
  ResponseEncoder(ByteOutput out, boolean unicode) {
    this.out = out;
    this.unicode = unicode;
    this.fetch = new FetchEncoder(out, unicode);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// A tagged status response.
  void tagged(String tag, Answer.Tagged reply) throws IOException {
    out.ascii(tag).put(' ');
    switch (reply.condition()) {
      case OK -> out.ascii("OK ");
      case NO -> out.ascii("NO ");
      case BAD -> out.ascii("BAD ");
    }
    text(reply.code(), reply.text());
  }

  /// A continuation request.
  void proceed(String text) throws IOException {
    out.ascii("+ ").ascii(text).crlf();
  }

  /// An untagged response.
  ///
  /// @param tag of the command that it answers, for ESEARCH; empty when there is none
  void untagged(Response response, String tag) throws IOException {
    out.put('*').put(' ');
    switch (response) {
      case Response.Fetched fetched -> fetch.fetched(fetched);
      case Response.UidFetched fetched -> fetch.fetched(fetched);
      case Response.Exists(long messages) -> out.number(messages).bytes(EXISTS);
      case Response.Recent(long messages) -> out.number(messages).bytes(RECENT);
      case Response.Expunged(long sequence) -> out.number(sequence).bytes(EXPUNGE);
      case Response.Ok(var code, var text) -> status("OK ", code, text);
      case Response.No(var code, var text) -> status("NO ", code, text);
      case Response.Bad(var code, var text) -> status("BAD ", code, text);
      case Response.Bye(var code, var text) -> status("BYE ", code, text);
      case Response.Capability(var capabilities) ->
          out.ascii("CAPABILITY ").bytes(capabilities.line()).crlf();
      case Response.Enabled(var names) -> words("ENABLED", names).crlf();
      case Response.Id id -> id(id);
      case Response.Listed listed -> listed(listed);
      case Response.Lsubbed(var attributes, char separator, var mailbox) ->
          listed("LSUB (", attributes, separator, mailbox).crlf();
      case Response.Namespaces namespaces -> namespaces(namespaces);
      case Response.Status status -> status(status);
      case Response.Metadata metadata -> metadata(metadata);
      case Response.MetadataChanged(var mailbox, var entries) -> {
        out.ascii("METADATA ");
        mailbox(mailbox);
        for (String entry : entries) {
          out.put(' ').astring(bytes(entry));
        }
        out.crlf();
      }
      case Response.Renamed(var listed, var oldName) -> {
        listed("LIST (", listed.attributes(), listed.separator(), listed.mailbox());
        out.ascii(" (\"OLDNAME\" (");
        mailbox(oldName).ascii("))").crlf();
      }
      case Response.MailboxFlags(var flags) -> {
        out.ascii("FLAGS ");
        FetchEncoder.flags(out, flags);
        out.crlf();
      }
      case Response.Vanished(boolean earlier, var uids) ->
          out.ascii(earlier ? "VANISHED (EARLIER) " : "VANISHED ").numbers(uids).crlf();
      case Response.Found(var numbers, long modSeq) -> found("SEARCH", numbers, modSeq);
      case Response.Sorted(var numbers, long modSeq) -> found("SORT", numbers, modSeq);
      case Response.Threads(var trees) -> new ThreadEncoder(out).threads(trees);
      case Response.OfAccess access -> new AccessEncoder(out, unicode).encode(access);
      case Response.ExtendedFound found -> found(found, tag);
    }
  }

  private void status(String condition, @Nullable Code code, String text) throws IOException {
    out.ascii(condition);
    text(code, text);
  }

  // resp-text = ["[" resp-text-code "]" SP] [text]
  private void text(@Nullable Code code, String text) throws IOException {
    if (code != null) {
      out.put('[');
      CodeEncoder.encode(code, out);
      out.put(']').put(' ');
    }
    out.ascii(text).crlf();
  }

  private ByteOutput words(String first, List<String> words) throws IOException {
    out.ascii(first);
    for (String word : words) {
      out.put(' ').ascii(word);
    }
    return out;
  }

  // id-response = "ID" SP ("NIL" / "(" string SP nstring *(SP string SP nstring) ")")   RFC 2971
  private void id(Response.Id id) throws IOException {
    out.ascii("ID ");
    if (id.parameters().isEmpty()) {
      out.ascii("NIL").crlf();
      return;
    }
    char before = '(';
    for (Map.Entry<String, String> parameter : id.parameters().entrySet()) {
      out.put(before).string(parameter.getKey(), unicode).put(' ');
      out.string(parameter.getValue(), unicode);
      before = ' ';
    }
    out.put(')').crlf();
  }

  // mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
  private ByteOutput listed(String start, List<String> attributes, char separator, String mailbox)
      throws IOException {
    out.ascii(start);
    for (int i = 0; i < attributes.size(); i++) {
      if (i > 0) {
        out.put(' ');
      }
      out.ascii(attributes.get(i));
    }
    out.ascii(") \"").put(separator).ascii("\" ");
    return mailbox(mailbox);
  }

  private ByteOutput mailbox(String name) throws IOException {
    return out.astring(MailboxNames.encode(name, unicode));
  }

  private void listed(Response.Listed listed) throws IOException {
    listed("LIST (", listed.attributes(), listed.separator(), listed.mailbox());
    if (!listed.childInfo().isEmpty()) {
      out.ascii(" (\"CHILDINFO\" (");
      for (int i = 0; i < listed.childInfo().size(); i++) {
        out.ascii(i == 0 ? "\"" : " \"").ascii(listed.childInfo().get(i)).put('"');
      }
      out.ascii("))");
    }
    out.crlf();
  }

  // namespace-response = "NAMESPACE" SP namespace SP namespace SP namespace
  private void namespaces(Response.Namespaces all) throws IOException {
    out.ascii("NAMESPACE");
    namespaces(all.personal());
    namespaces(all.others());
    namespaces(all.shared());
    out.crlf();
  }

  private void namespaces(List<Response.Namespace> some) throws IOException {
    if (some.isEmpty()) {
      out.ascii(" NIL");
      return;
    }
    out.ascii(" (");
    for (Response.Namespace namespace : some) {
      out.put('(').quoted(MailboxNames.encode(namespace.prefix(), unicode));
      out.ascii(" \"").put(namespace.separator()).ascii("\")");
    }
    out.put(')');
  }

  // "STATUS" SP mailbox SP "(" [status-att-list] ")"
  private void status(Response.Status status) throws IOException {
    out.ascii("STATUS ");
    mailbox(status.mailbox()).ascii(" (");
    boolean first = true;
    for (Response.StatusValue value : status.values()) {
      if (!first) {
        out.put(' ');
      }
      first = false;
      out.ascii(value.item().word()).put(' ');
      if (value.item() == StatusItem.MAILBOXID) {
        out.put('(').ascii(value.id()).put(')');
      } else {
        out.number(value.value());
      }
    }
    out.put(')').crlf();
  }

  // "METADATA" SP mailbox SP "(" entry SP value *(SP entry SP value) ")"   RFC 5464 §5
  private void metadata(Response.Metadata metadata) throws IOException {
    out.ascii("METADATA ");
    mailbox(metadata.mailbox()).put(' ');
    char before = '(';
    for (MetadataEntry annotation : metadata.entries()) {
      out.put(before).astring(bytes(annotation.name())).put(' ');
      before = ' ';
      byte[] value = annotation.value();
      if (value == null) {
        out.ascii("NIL");
      } else if (isText(value)) {
        out.quoted(value);
      } else {
        (hasNul(value) ? out.put('~') : out).literal(value);
      }
    }
    out.put(')').crlf();
  }

  private static boolean hasNul(byte[] octets) {
    for (byte octet : octets) {
      if (octet == 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether octets may stand in a quoted string.
  private static boolean isText(byte[] octets) {
    for (byte octet : octets) {
      if (octet < ' ' || octet == 127) {
        return false;
      }
    }
    return octets.length <= 1000;
  }

  // ("SEARCH" / "SORT") *(SP nz-number) [SP "(" "MODSEQ" SP mod-sequence-value ")"]
  private void found(String word, Numbers numbers, long modSeq) throws IOException {
    out.ascii(word);
    for (int run = 0; run < numbers.runs(); run++) {
      for (long number = numbers.first(run); number <= numbers.last(run); number++) {
        out.put(' ').number(number);
      }
    }
    if (modSeq > 0) {
      out.ascii(" (MODSEQ ").number(modSeq).put(')');
    }
    out.crlf();
  }

  // esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)
  private void found(Response.ExtendedFound found, String tag) throws IOException {
    out.ascii("ESEARCH (TAG ").string(tag, unicode).put(')');
    if (found.by() == Command.Numbering.UID) {
      out.ascii(" UID");
    }
    number(" MIN ", found.min());
    number(" MAX ", found.max());
    number(" COUNT ", found.count());
    if (found.all() != null) {
      out.ascii(" ALL ").numbers(found.all());
    }
    if (found.partial() != null) {
      partial(found.partial());
    }
    if (found.modSeq() > 0) {
      out.ascii(" MODSEQ ").number(found.modSeq());
    }
    out.crlf();
  }

  // ret-data-partial = "PARTIAL" SP "(" partial-range SP (sequence-set / "NIL") ")"   RFC 9394 §4
  private void partial(Response.Partial partial) throws IOException {
    out.ascii(" PARTIAL (").ascii(partial.range().toString()).put(' ');
    if (partial.numbers().isEmpty()) {
      out.ascii("NIL");
    } else {
      out.numbers(partial.numbers());
    }
    out.put(')');
  }

  private void number(String label, @Nullable Long value) throws IOException {
    if (value != null) {
      out.ascii(label).number(value);
    }
  }
}
