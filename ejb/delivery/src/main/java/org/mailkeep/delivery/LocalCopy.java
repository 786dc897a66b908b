package org.mailkeep.delivery;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.mailbox.Content;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.MessageContent;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;

/// The octets of a message as mailboxes hold them, with `Return-Path` as their first field (RFC
/// 5321 §4.4), and what the reader notes of them; made once for all recipients. A message that was
/// accepted for local recipients only begins with the field already; of any other a copy with the
/// field is stored.
final class LocalCopy {
  private static final int PIECE = 64 * 1024;

  private final Attempt attempt;
  private final BlobStore blobs;
  private final MimeLimits limits;
  private @Nullable MessageStructure structure;
  private @Nullable StagedBlob staged;
  private boolean linked;

  LocalCopy(Attempt attempt, BlobStore blobs, MimeLimits limits) {
    this.attempt = attempt;
    this.blobs = blobs;
    this.limits = limits;
  }

  /// What to file for a recipient.
  synchronized Content content(int recipient) {
    if (attempt.envelope().returnPath() > 0) {
      return attempt.hand(recipient);
    }
    StagedBlob copy = made();
    return linked ? new Content.Linked(copy.hash(), copy.size()) : new Content.Staged(copy);
  }

  /// What is noted of it.
  synchronized MessageStructure structure() {
    if (structure == null) {
      if (attempt.envelope().returnPath() == 0) {
        made();
      }
      structure = read();
    }
    return structure;
  }

  /// A mailbox holds it now.
  synchronized void filed() {
    linked = true;
  }

  private StagedBlob made() {
    if (staged == null) {
      try (BlobStore.Sink sink = blobs.sink()) {
        byte[] field = field(attempt.envelope().sender());
        sink.write(field, 0, field.length);
        MessageContent content = attempt.content();
        for (long at = 0; at < content.size(); at += PIECE) {
          byte[] piece = content.read(at, PIECE);
          sink.write(piece, 0, piece.length);
        }
        staged = sink.finish();
      }
    }
    return staged;
  }

  private MessageStructure read() {
    var reader = new MessageReader(limits);
    StagedBlob copy = staged;
    long size = copy == null ? attempt.content().size() : copy.size();
    for (long at = 0; at < size; at += PIECE) {
      byte[] piece = copy == null ? attempt.content().read(at, PIECE) : copy.read(at, PIECE);
      reader.feed(piece, 0, piece.length);
    }
    return reader.finish();
  }

  private static byte[] field(@Nullable Address sender) {
    String path = sender == null ? "" : sender.toString();
    return ("Return-Path: <" + path + ">\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
