package org.mailkeep.smtp;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.smtp.MessageSink;

/// A message on its way from the wire to a blob. Our trace field goes before it; fields that it
/// lacks go to the end of its header section. Nothing is held back: each piece goes on as it comes.
final class MessageIntake implements MessageSink {
  private final QueueId id;
  private final BlobStore.Sink blob;
  private final HeaderScan header;
  private final @Nullable Function<HeaderScan, String> additions;
  private final long begun = System.nanoTime();
  private int returnPathOctets;
  private boolean completed;

  /// @param additions lines to add, once it is known what the header section has; null when nothing
  ///   is ever added
  MessageIntake(
      QueueId id,
      BlobStore.Sink blob,
      HeaderScan header,
      @Nullable Function<HeaderScan, String> additions) {
    this.id = id;
    this.blob = blob;
    this.header = header;
    this.additions = additions;
  }

  QueueId id() {
    return id;
  }

  HeaderScan header() {
    return header;
  }

  /// Whether it adds what the header section lacks.
  boolean isCompleting() {
    return additions != null;
  }

  /// [System#nanoTime] when it began.
  long begun() {
    return begun;
  }

  /// Begins with the fields of final delivery, or nothing, and of this server.
  void begin(String returnPath, String trace) {
    returnPathOctets = put(returnPath);
    put(trace);
  }

  /// Octets of the Return-Path field at the beginning.
  int returnPath() {
    return returnPathOctets;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws Refused {
    try {
      put(bytes, offset, length);
    } catch (StoreException e) {
      throw new Refused(SmtpServer.replyTo(e), e);
    }
  }

  private void put(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    if (!completed) {
      at = header.read(bytes, offset, end);
      if (header.isComplete()) {
        blob.write(bytes, offset, at - offset);
        complete();
      } else {
        at = offset;
      }
    }
    if (end > at) {
      blob.write(bytes, at, end - at);
    }
  }

  private void complete() {
    completed = true;
    String lines = additions == null ? "" : additions.apply(header);
    if (!lines.isEmpty()) {
      put(header.isComplete() || header.isAtLineStart() ? lines : "\r\n" + lines);
    }
  }

  private int put(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    blob.write(octets, 0, octets.length);
    return octets.length;
  }

  /// Ends the message; it may have been all header.
  StagedBlob finish() {
    if (!completed) {
      complete();
    }
    return blob.finish();
  }

  @Override
  public void discard() {
    blob.close();
  }
}
