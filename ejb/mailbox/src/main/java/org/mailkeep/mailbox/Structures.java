package org.mailkeep.mailbox;

import java.io.IOException;
import java.io.InputStream;
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
    try (InputStream octets = backend.blobs().stream(email.blob(), 0, email.size())) {
      return MessageReader.read(octets, backend.mime());
    } catch (IOException e) {
      throw new StoreException.Unavailable("blob " + email.blob(), e);
    }
  }
}
