package org.mailkeep.mailbox;

import java.io.IOException;
import java.io.InputStream;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.StoreException;

/// The structure of a stored message: from its record, or from its octets when it was too large to
/// be stored.
final class Structures {
  private Structures() {}

  static MessageStructure of(MailBackend backend, EmailRecord email) {
    if (email.structure().length > 0) {
      return StructureCodec.decode(email.structure());
    }
    return read(backend, email.blob(), email.size());
  }

  /// What the octets of a message say.
  static MessageStructure read(MailBackend backend, BlobHash blob, long size) {
    try (InputStream octets = backend.blobs().stream(blob, 0, size)) {
      return MessageReader.read(octets, backend.mime());
    } catch (IOException e) {
      throw new StoreException.Unavailable("blob " + blob, e);
    }
  }
}
