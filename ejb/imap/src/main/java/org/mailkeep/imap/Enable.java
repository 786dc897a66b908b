package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;

/// ENABLE (RFC 9051 §6.3.1, RFC 7162 §3.2.3, RFC 6855 §3, RFC 9586 §3.1). Names that are not known
/// are passed over.
final class Enable {
  private Enable() {}

  static Answer run(Session session, Command.Enable command, Notify notify, ExtensionRules rules) {
    List<String> enabled = new ArrayList<>();
    for (String name : command.capabilities()) {
      switch (name) {
        case "IMAP4REV2" -> {
          session.enableRevision2();
          enabled.add("IMAP4rev2");
        }
        case "UTF8=ACCEPT" -> {
          session.wire().enableUnicode();
          enabled.add(name);
        }
        case "CONDSTORE" -> {
          session.enableModSeqs();
          enabled.add(name);
        }
        case "QRESYNC" -> {
          session.enableResync();
          enabled.add(name);
        }
        case "UIDONLY" -> {
          session.enableUidOnly();
          enabled.add(name);
        }
        case "METADATA" -> {
          if (notify.enableMetadata(session, rules.watching())) {
            enabled.add(name);
          }
        }
        default -> {
          // not ours to enable
        }
      }
    }
    return Answer.ok(List.of(new Response.Enabled(enabled)), "Enabled");
  }
}
