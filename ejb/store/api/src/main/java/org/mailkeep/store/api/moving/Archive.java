package org.mailkeep.store.api.moving;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mailkeep.store.api.Subspace;

/// The form of an archive: one line of text that says what it is, then a GZIP stream of records,
/// numbers big-endian. `.github/ARCHIVE.md` describes it.
final class Archive {
  static final byte[] MAGIC = "mailkeep archive 1\n".getBytes(StandardCharsets.US_ASCII);

  /// Octets of a SHA-256.
  static final int HASH = 32;

  private Archive() {}

  /// What a record is.
  enum Kind {
    HEAD('H'),
    PUT('P'),
    DELETE('D'),
    DELETE_RANGE('R'),
    BLOB('B'),
    END('E');

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Optional<Kind> of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  static Optional<Subspace> space(int code) {
    return Arrays.stream(Subspace.values()).filter(space -> space.code() == code).findFirst();
  }
}
