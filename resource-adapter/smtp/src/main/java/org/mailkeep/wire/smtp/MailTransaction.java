package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.transport.DotWriter;
import org.mailkeep.wire.transport.Output;

/// One message on its way out: MAIL, RCPT, DATA in one group where the server allows it (RFC 2920
/// §3.1), then the content. What is refused is noted for each recipient.
final class MailTransaction {
  private static final int GROUP = 100; // recipients whose replies may wait for us at once
  private static final int PIECE = 64 * 1024;
  private static final int CHUNK = 1024 * 1024;
  private static final byte[] DATA = {'D', 'A', 'T', 'A', '\r', '\n'};

  private final SmtpClient client;
  private final OutgoingMail mail;
  private final Extensions server;
  private final ClientTimeouts timeouts;
  private final Output out;
  private final @Nullable HandOver[] outcomes;
  private final boolean pipelining;
  private final boolean binary;

  MailTransaction(SmtpClient client, OutgoingMail mail) {
    this.client = client;
    this.mail = mail;
    this.server = client.extensions();
    this.timeouts = client.setup().timeouts();
    this.out = client.connection().output();
    this.outcomes = new HandOver[mail.recipients().size()];
    this.pipelining = server.has("PIPELINING");
    this.binary = mail.mail().parameters().body() == MailParameters.Body.BINARY;
  }

  void run() throws IOException {
    boolean dataSent = pipelining && !binary && mail.recipients().size() <= GROUP;
    out.write(MailNeeds.mailLine(mail, server));
    if (pipelining) {
      sendRecipients(0);
    }
    if (dataSent) {
      out.write(DATA);
    }
    SmtpReply sender = client.reply(timeouts.mail());
    List<Integer> accepted = recipients(sender);
    if (dataSent) {
      afterData(client.reply(timeouts.data()), accepted);
    } else if (accepted.isEmpty()) {
      client.reset();
    } else if (binary) {
      sendChunks(accepted);
    } else {
      out.write(DATA);
      afterData(client.reply(timeouts.data()), accepted);
    }
  }

  private void sendRecipients(int from) throws IOException {
    int to = Math.min(mail.recipients().size(), from + (pipelining ? GROUP : 1));
    for (int i = from; i < to; i++) {
      out.write(MailNeeds.rcptLine(mail.recipients().get(i), server));
    }
  }

  /// Reads the replies to RCPT, sending those that are not out yet.
  ///
  /// @return the recipients that were accepted
  private List<Integer> recipients(SmtpReply sender) throws IOException {
    var accepted = new ArrayList<Integer>();
    int step = pipelining ? GROUP : 1;
    for (int i = 0; i < outcomes.length; i++) {
      boolean out = pipelining && i < GROUP;
      if (!out && !sender.isPositive()) {
        outcomes[i] = HandOver.of(sender);
        continue;
      }
      if (!out && i % step == 0) {
        sendRecipients(i);
      }
      SmtpReply reply = client.reply(timeouts.rcpt());
      if (!sender.isPositive() || !reply.isPositive()) {
        outcomes[i] = HandOver.of(sender.isPositive() ? reply : sender);
      } else {
        accepted.add(i);
      }
    }
    return accepted;
  }

  // RFC 2920 §3.1: a server may say 354 though it took no recipient; then the content is empty.
  private void afterData(SmtpReply reply, List<Integer> accepted) throws IOException {
    var writer = new DotWriter(out);
    if (reply.code() != 354) {
      note(accepted, reply.isPositive() ? strange(reply) : reply);
      client.reset();
    } else if (accepted.isEmpty()) {
      writer.end();
      client.reply(timeouts.done());
      client.reset();
    } else {
      long size = mail.content().size();
      for (long offset = 0; offset < size; ) {
        byte[] piece = piece(offset, PIECE);
        writer.write(piece, 0, piece.length);
        offset += piece.length;
      }
      writer.end();
      finish(accepted);
    }
  }

  private static SmtpReply strange(SmtpReply reply) {
    return SmtpReply.of(451, "4.5.0", "Unexpected reply to DATA: " + reply);
  }

  // RFC 3030 §2: each chunk is answered; a refusal ends the message
  private void sendChunks(List<Integer> accepted) throws IOException {
    long size = mail.content().size();
    for (long offset = 0; offset < size - CHUNK; offset += CHUNK) {
      sendChunk(offset, CHUNK, false);
      SmtpReply reply = client.reply(timeouts.done());
      if (!reply.isPositive()) {
        note(accepted, reply);
        client.reset();
        return;
      }
    }
    long last = size == 0 ? 0 : (size - 1) / CHUNK * CHUNK;
    sendChunk(last, size - last, true);
    finish(accepted);
  }

  private void sendChunk(long offset, long length, boolean last) throws IOException {
    out.write("BDAT " + length + (last ? " LAST\r\n" : "\r\n"));
    for (long at = 0; at < length; ) {
      byte[] piece = piece(offset + at, (int) Math.min(PIECE, length - at));
      out.write(piece);
      at += piece.length;
    }
  }

  private byte[] piece(long offset, int length) throws IOException {
    byte[] piece = mail.content().read(offset, length);
    if (piece.length == 0) {
      throw new IOException("the message ends before its size");
    }
    return piece;
  }

  // RFC 2033 §4.2: LMTP has a reply for each recipient that it accepted
  private void finish(List<Integer> accepted) throws IOException {
    if (client.setup().lmtp()) {
      for (int recipient : accepted) {
        outcomes[recipient] = HandOver.of(client.reply(timeouts.done()));
      }
    } else {
      note(accepted, client.reply(timeouts.done()));
    }
  }

  private void note(List<Integer> recipients, SmtpReply reply) {
    for (int recipient : recipients) {
      outcomes[recipient] = HandOver.of(reply);
    }
  }

  /// The connection is lost: recipients without an outcome are to be tried again.
  void lost(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}", " ");
    SmtpReply reply = SmtpReply.of(451, "4.4.2", "Connection lost: " + line);
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = outcomes[i] == null ? new HandOver.Transient(reply, true) : outcomes[i];
    }
  }

  List<HandOver> outcomes() {
    return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
  }
}
