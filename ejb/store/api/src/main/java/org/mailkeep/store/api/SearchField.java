package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// The parts of a message that are indexed apart. Codes never change: they are on disks.
public enum SearchField {
  /// Texts of the body: plain, and what people see of HTML.
  BODY(0),
  /// Texts and names of attachments.
  ATTACHMENT(1),
  /// The subject.
  SUBJECT(2),
  /// Authors, names and addresses.
  FROM(3),
  /// Recipients.
  TO(4),
  /// Recipients of copies.
  CC(5),
  /// Recipients of blind copies.
  BCC(6),
  /// Other header fields that people read.
  HEADER(7),
  /// Message ids, each a single word as it stands in Message-ID or In-Reply-To.
  ID(8);

  /// Those of a message's body.
  public static final Set<SearchField> CONTENT = Set.of(BODY, ATTACHMENT);

  /// All that is text.
  public static final Set<SearchField> TEXT = Set.copyOf(EnumSet.complementOf(EnumSet.of(ID)));

  private static final SearchField[] BY_CODE = values();

  private final int code;

  SearchField(int code) {
    this.code = code;
  }

  /// The number that stands for it in stored records, 0 to 100.
  public int code() {
    return code;
  }

  /// The field of a code.
  ///
  /// @throws StoreException.Corrupt when there is none
  public static SearchField of(int code) {
    return Arrays.stream(BY_CODE)
        .filter(field -> field.code == code)
        .findFirst()
        .orElseThrow(() -> new StoreException.Corrupt("search field " + code));
  }
}
