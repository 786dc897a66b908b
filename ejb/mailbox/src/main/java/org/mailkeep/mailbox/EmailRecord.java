package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// The stored form of a message.
///
/// @param received the internal date, milliseconds since 1970
/// @param structure record of the structure; empty when it is too large to be stored, and read from
///   the octets when it is wanted
record EmailRecord(
    BlobHash blob,
    long size,
    long thread,
    long received,
    List<StoredMessage.Place> places,
    byte[] structure) {
  /// Larger structures are not stored.
  private static final int LARGEST_STRUCTURE = 64 * 1024;

  EmailRecord {
    places = List.copyOf(places);
    if (structure.length > LARGEST_STRUCTURE) {
      structure = new byte[0];
    }
  }

  EmailRecord in(List<StoredMessage.Place> newPlaces) {
    return new EmailRecord(blob, size, thread, received, newPlaces, structure);
  }

  /// Whether it is in more than one mailbox.
  boolean isPlural() {
    return places.size() > 1;
  }

  byte[] record() {
    RecordWriter out =
        new RecordWriter()
            .octets(1, blob.octets())
            .number(2, size)
            .number(3, thread)
            .number(4, received);
    for (StoredMessage.Place place : places) {
      out.number(5, place.mailbox().value()).number(6, place.uid());
    }
    if (structure.length > 0) {
      out.octets(7, structure);
    }
    return out.bytes();
  }

  static EmailRecord parse(byte[] record) {
    RecordReader in = new RecordReader(record);
    byte[] blob = null;
    byte[] structure = new byte[0];
    long[] numbers = new long[6];
    List<StoredMessage.Place> places = new ArrayList<>(1);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> blob = in.octets();
        case 2, 3, 4, 5 -> numbers[in.field()] = in.number();
        case 6 -> places.add(new StoredMessage.Place(new MailboxId(numbers[5]), (int) in.number()));
        case 7 -> structure = in.octets();
        default -> {} // a later version's
      }
    }
    if (blob == null || blob.length != BlobHash.LENGTH || numbers[3] <= 0) {
      throw new StoreException.Corrupt("record of a message");
    }
    return new EmailRecord(
        BlobHash.of(blob), numbers[2], numbers[3], numbers[4], places, structure);
  }
}
