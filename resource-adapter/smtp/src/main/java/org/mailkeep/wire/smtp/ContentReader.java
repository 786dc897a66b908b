package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.smtp.SmtpListener.DataStart;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Input;

/// Reads messages' content from the connection into the sink that the listener gave, and has it
/// delivered at the end. A message that is refused is read to its end all the same (RFC 3030 §2).
final class ContentReader {
  private final Input in;
  private final SmtpLimits limits;
  private final SmtpService service;
  private final SmtpSession session;
  private final Server server;
  private @Nullable Incoming incoming;
  private long transferred;

  /// A message that is coming in.
  private record Incoming(Receiver receiver, LineCheck lines) {}

  ContentReader(
      Input in, SmtpLimits limits, SmtpService service, SmtpSession session, Server server) {
    this.in = in;
    this.limits = limits;
    this.service = service;
    this.session = session;
    this.server = server;
  }

  /// Asks where the content shall go.
  ///
  /// @param most octets that it may have
  DataStart begin(long most) {
    DataStart start = server.answer(session, l -> l.data(session), DataStart.Refuse::new);
    if (start instanceof DataStart.Accept(var sink)) {
      incoming = new Incoming(new Receiver(sink, most), new LineCheck());
    }
    return start;
  }

  /// Whether a message is under way.
  boolean isOpen() {
    return incoming != null;
  }

  /// Whether the session has sent more than it may.
  boolean isTooMuch() {
    return transferred > limits.transfer();
  }

  /// Reads up to the dot and delivers.
  ///
  /// @return the replies
  List<SmtpReply> readToDot() throws IOException {
    Incoming now = current();
    var decoder = new DataDecoder(now.receiver());
    while (!decoder.isComplete() && !isTooMuch()) {
      boolean open =
          in.feed((octets, from, to) -> {
            int taken = decoder.decode(octets, from, to) - from;
            transferred += taken;
            return taken;
          });
      if (!open) {
        throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "within a message");
      }
    }
    SmtpReply problem = problem(now.receiver(), decoder.flaw());
    return problem == null ? deliver(now) : refuse(problem);
  }

  /// Reads a chunk and delivers when it is the last.
  ///
  /// @return the replies; when they refuse, no message is under way any more
  List<SmtpReply> readChunk(Command.Bdat chunk) throws IOException {
    Incoming now = current();
    boolean binary = isBinary();
    if (count(chunk.size())) {
      in.transfer(
          chunk.size(),
          (octets, from, to) -> {
            if (!binary) {
              now.lines().read(octets, from, to);
            }
            now.receiver().take(octets, from, to - from);
            return to - from;
          });
    }
    SmtpReply problem = problem(now.receiver(), now.lines().flaw(chunk.last()));
    if (problem != null) {
      List<SmtpReply> replies = refuse(problem);
      return chunk.last() ? replies : List.of(problem);
    }
    return chunk.last() ? deliver(now) : List.of(Replies.CHUNK);
  }

  private @Nullable SmtpReply problem(Receiver receiver, @Nullable SmtpReply flaw) {
    if (isTooMuch()) {
      return Replies.TOO_MUCH_DATA;
    }
    return receiver.problem() != null ? receiver.problem() : flaw;
  }

  /// Reads a chunk that belongs nowhere.
  void drop(long size) throws IOException {
    if (count(size)) {
      in.transfer(size, (octets, from, to) -> to - from);
    }
  }

  /// Counts a chunk before it is read; false when that is too much to be read at all.
  private boolean count(long size) {
    transferred += size;
    return !isTooMuch();
  }

  private List<SmtpReply> deliver(Incoming now) {
    MessageSink sink = now.receiver().sink();
    incoming = null;
    return server.answer(
        session,
        listener -> listener.deliver(session, sink),
        refusal -> {
          sink.discard();
          return forEach(refusal);
        });
  }

  private List<SmtpReply> refuse(SmtpReply reply) {
    abandon();
    return forEach(reply);
  }

  // RFC 2033 §4.2: after the content, LMTP replies for each recipient
  private List<SmtpReply> forEach(SmtpReply reply) {
    int replies =
        service == SmtpService.LMTP
            ? session.envelope().map(envelope -> envelope.recipients().size()).orElse(1)
            : 1;
    return Collections.nCopies(replies, reply);
  }

  private boolean isBinary() {
    return session
        .envelope()
        .map(envelope -> envelope.mail().parameters().body() == MailParameters.Body.BINARY)
        .orElse(false);
  }

  /// Drops the message that is under way, if any.
  void abandon() {
    if (incoming != null) {
      incoming.receiver().sink().discard();
      incoming = null;
    }
  }

  private Incoming current() {
    if (incoming == null) {
      throw new IllegalStateException("No message is under way");
    }
    return incoming;
  }
}
