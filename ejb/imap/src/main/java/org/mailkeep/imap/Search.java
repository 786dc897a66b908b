package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Response;

/// SEARCH and UID SEARCH (RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 7162 §3.1.5).
final class Search {
  private final ImapBackend backend;
  private final MessageTexts.Source texts;

  Search(ImapBackend backend) {
    this.backend = backend;
    this.texts = new MessageTexts.Source(backend.blobs(), backend.mime().headerBytes());
  }

  Answer run(Session session, Command.Search command) {
    SelectedMailbox mailbox = session.selected();
    List<Response> first =
        new ArrayList<>(mailbox.catchUp(command.by() == Numbering.UID, SelectedMailbox.Own.NONE));
    Matcher matcher = Matcher.of(command.key(), mailbox, backend);
    if (matcher.asksModSeq()) {
      session.enableModSeqs();
    }
    return session.begin(new SearchAnswer(session, texts, command, matcher, first));
  }
}
