package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.mailbox.Bulk;
import org.mailkeep.mailbox.HeaderIndex;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.ThreadTrees;

/// Tells what THREAD found, put together by one of its algorithms (RFC 5256 §3).
final class ThreadResults implements FoundMessages {
  private final Session session;
  private final Command.ThreadMessages command;

  ThreadResults(Session session, Command.ThreadMessages command) {
    this.session = session;
    this.command = command;
  }

  @Override
  public LongAnswer tell(Found found) {
    Bulk<HeaderIndex> reading = session.selected().account().headers(session.selected().known());
    return () -> {
      HeaderIndex headers = reading.advance();
      return headers == null ? Answer.more(List.of()) : answer(found, headers);
    };
  }

  private Answer answer(Found found, HeaderIndex headers) {
    int[] messages = found.messages().toArray();
    ThreadForest forest =
        switch (command.algorithm()) {
          case ORDEREDSUBJECT -> SubjectThreading.thread(headers, messages);
          case REFERENCES -> ReferenceThreading.thread(headers, messages);
        };
    MailboxView known = session.selected().known();
    ThreadTrees trees = forest.trees(node -> Indexes.number(known, messages[node], command.by()));
    return Answer.ok(List.of(new Response.Threads(trees)), found.code(), "Threaded");
  }
}
