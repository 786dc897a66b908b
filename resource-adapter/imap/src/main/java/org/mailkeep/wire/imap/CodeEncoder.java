package org.mailkeep.wire.imap;

import java.io.IOException;

/// Writes response codes (RFC 9051 §9 `resp-text-code`).
final class CodeEncoder {
  private CodeEncoder() {}

  static void encode(Code code, ByteOutput out) throws IOException {
    switch (code) {
      case Code.Simple.METADATA_TOOMANY -> out.ascii("METADATA TOOMANY");
      case Code.Simple simple -> out.ascii(simple.name().replace('_', '-'));
      case Code.Capability(var capabilities) -> out.ascii("CAPABILITY ").bytes(capabilities.line());
      case Code.BadCharset(var supported) ->
          out.ascii("BADCHARSET (").ascii(String.join(" ", supported)).put(')');
      case Code.PermanentFlags(var flags, boolean more) -> {
        out.ascii("PERMANENTFLAGS (");
        FetchEncoder.names(out, flags);
        if (more) {
          out.ascii(flags.equals(Flags.NONE) ? "\\*" : " \\*");
        }
        out.put(')');
      }
      case Code.UidNext(long uid) -> out.ascii("UIDNEXT ").number(uid);
      case Code.UidValidity(long value) -> out.ascii("UIDVALIDITY ").number(value);
      case Code.Unseen(long sequence) -> out.ascii("UNSEEN ").number(sequence);
      case Code.HighestModSeq(long value) -> out.ascii("HIGHESTMODSEQ ").number(value);
      case Code.BadEvent(var supported) ->
          out.ascii("BADEVENT (").ascii(String.join(" ", supported)).put(')');
      case Code.LongEntries(long octets) -> out.ascii("METADATA LONGENTRIES ").number(octets);
      case Code.MaxSize(long octets) -> out.ascii("METADATA MAXSIZE ").number(octets);
      case Code.MailboxId(var id) -> out.ascii("MAILBOXID (").ascii(id).put(')');
      case Code.Referral(var url) -> out.ascii("REFERRAL ").ascii(url);
      case Code.Modified(var numbers) -> out.ascii("MODIFIED ").numbers(numbers);
      case Code.MessageLimit(long limit, long lowest) -> {
        out.ascii("MESSAGELIMIT ").number(limit);
        if (lowest > 0) {
          out.put(' ').number(lowest);
        }
      }
      case Code.AppendUid(long validity, var uids) ->
          out.ascii("APPENDUID ").number(validity).put(' ').numbers(uids);
      case Code.CopyUid(long validity, var from, var to) -> {
        out.ascii("COPYUID ").number(validity).put(' ').numbers(from);
        out.put(' ').numbers(to);
      }
    }
  }
}
