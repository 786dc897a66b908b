package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Response;

/// Responses that are all known, told in bounded parts.
final class PagedAnswer implements LongAnswer {
  private final List<Response> responses;
  private final Answer.Tagged done;
  private int told;

  PagedAnswer(List<Response> responses, Answer.Tagged done) {
    this.responses = List.copyOf(responses);
    this.done = done;
  }

  @Override
  public Answer next() {
    int end = Math.min(responses.size(), told + MESSAGES);
    List<Response> part = responses.subList(told, end);
    told = end;
    return end < responses.size() ? Answer.more(part) : new Answer(part, done);
  }
}
