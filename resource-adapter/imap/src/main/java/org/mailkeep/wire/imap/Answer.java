package org.mailkeep.wire.imap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One bounded part of the answer to a command: responses in order, and what follows them.
public record Answer(List<Response> responses, Then then) {
  /// What follows the responses.
  public sealed interface Then {}

  /// There is more: ask with [ImapListener#next].
  public record More() implements Then {}

  /// The command is done (RFC 9051 §7.1).
  public record Tagged(Condition condition, @Nullable Code code, String text) implements Then {}

  /// The command waits for the client's DONE (RFC 9051 §6.3.13); also ends each answer of {@link
  /// ImapListener#pending} and of [ImapListener#open].
  public record Waiting() implements Then {}

  /// The connection ends after the responses, of which the last is a BYE.
  public record Close() implements Then {}

  /// How a tagged response says that a command went.
  public enum Condition {
    /// Done.
    OK,
    /// Refused or failed.
    NO,
    /// Not understood, or not allowed now.
    BAD
  }

  private static final More MORE = new More();
  private static final Waiting WAITING = new Waiting();

  /// @throws NullPointerException when an element is null
  public Answer {
    responses = List.copyOf(responses);
  }

  /// Only a tagged OK.
  public static Answer ok(String text) {
    return new Answer(List.of(), new Tagged(Condition.OK, null, text));
  }

  /// Responses, then a tagged OK.
  public static Answer ok(List<Response> responses, String text) {
    return new Answer(responses, new Tagged(Condition.OK, null, text));
  }

  /// Responses, then a tagged OK with a code.
  public static Answer ok(List<Response> responses, @Nullable Code code, String text) {
    return new Answer(responses, new Tagged(Condition.OK, code, text));
  }

  /// A tagged NO.
  public static Answer no(@Nullable Code code, String text) {
    return new Answer(List.of(), new Tagged(Condition.NO, code, text));
  }

  /// A tagged BAD.
  public static Answer bad(@Nullable Code code, String text) {
    return new Answer(List.of(), new Tagged(Condition.BAD, code, text));
  }

  /// Responses, with more to come.
  public static Answer more(List<Response> responses) {
    return new Answer(responses, MORE);
  }

  /// Responses of a session that waits: the greeting, IDLE.
  public static Answer waiting(List<Response> responses) {
    return new Answer(responses, WAITING);
  }

  /// An untagged BYE, then the end of the connection.
  public static Answer bye(@Nullable Code code, String text) {
    return new Answer(List.of(new Response.Bye(code, text)), new Close());
  }
}
