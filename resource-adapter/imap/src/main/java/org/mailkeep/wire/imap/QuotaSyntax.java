package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads SETQUOTA (RFC 9208 §7).
final class QuotaSyntax {
  private QuotaSyntax() {}

  // setquota = "SETQUOTA" SP quota-root-name SP "(" [setquota-resource *(SP setquota-resource)] ")"
  static Command set(Cursor in) throws SyntaxException, IOException {
    String root = in.space().text();
    Map<String, Long> limits = new LinkedHashMap<>();
    in.space().listOrNone(list -> limits.put(list.word(), list.space().number64()));
    return new Command.SetQuota(root, limits);
  }
}
