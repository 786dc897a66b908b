package org.mailkeep.wire.imap;

import java.io.IOException;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.StoreMode;

/// Reads STORE (RFC 9051 §6.4.6, RFC 7162 §3.1.3).
final class StoreSyntax {
  private StoreSyntax() {}

  // store = "STORE" SP sequence-set [SP "(" "UNCHANGEDSINCE" SP number64 ")"] SP store-att-flags
  static Command store(Cursor in, Numbering by) throws SyntaxException, IOException {
    SequenceSet messages = SequenceSyntax.sequenceSet(in.space());
    long unchangedSince = -1;
    if (in.space().take("(UNCHANGEDSINCE ")) {
      unchangedSince = in.number64();
      in.expect(')').space();
    }
    StoreMode mode = mode(in);
    if (!in.take("FLAGS")) {
      throw new SyntaxException("Unknown data item");
    }
    boolean silent = in.take(".SILENT");
    Flags flags = in.space().peek() == '(' ? FlagSyntax.list(in) : FlagSyntax.bare(in);
    return new Command.Store(by, messages, mode, silent, flags, unchangedSince);
  }

  // store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))
  private static StoreMode mode(Cursor in) {
    if (in.take('+')) {
      return StoreMode.ADD;
    }
    return in.take('-') ? StoreMode.REMOVE : StoreMode.REPLACE;
  }
}
