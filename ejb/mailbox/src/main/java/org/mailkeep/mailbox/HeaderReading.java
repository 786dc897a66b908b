package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Makes the [HeaderIndex] of a view: takes over what is known already, and reads the stored
/// records of the other messages, some in each step.
final class HeaderReading implements Bulk<HeaderIndex> {
  /// Messages of one step.
  private static final int STEP = 4096;

  private final MailBackend backend;
  private final AccountId account;
  private final MailboxView view;
  private final HeaderIndex known;
  private final int[] missing;
  private final HeaderIndex.Builder read;
  private int next;

  HeaderReading(MailBackend backend, AccountId account, MailboxView view, HeaderIndex known) {
    this.backend = backend;
    this.account = account;
    this.view = view;
    this.known = known;
    this.missing = missing(view, known);
    this.read = new HeaderIndex.Builder(missing.length);
  }

  /// Indexes of the messages of a view that are not known yet.
  private static int[] missing(MailboxView view, HeaderIndex known) {
    int[] missing = new int[view.count()];
    int count = 0;
    int at = 0;
    for (int index = 0; index < missing.length; index++) {
      int uid = view.uid(index);
      while (at < known.count() && known.uid(at) < uid) {
        at++;
      }
      if (at == known.count() || known.uid(at) != uid) {
        missing[count++] = index;
      }
    }
    return Arrays.copyOf(missing, count);
  }

  @Override
  public @Nullable HeaderIndex advance() {
    int end = Math.min(missing.length, next + STEP);
    while (next < end) {
      page(Math.min(end, next + MailAccount.PAGE));
    }
    if (next < missing.length) {
      return null;
    }
    boolean same = missing.length == 0 && known.count() == view.count();
    return same ? known : HeaderIndex.merge(view, known, read.build());
  }

  private void page(int end) {
    List<byte[]> keys = new ArrayList<>(end - next);
    for (int i = next; i < end; i++) {
      keys.add(MailKeys.email(account, view.email(missing[i])));
    }
    for (byte @Nullable [] record : backend.store().get(Subspace.EMAIL, keys)) {
      int index = missing[next++];
      read.add(view.uid(index), row(record, view.received(index).getEpochSecond()));
    }
  }

  /// A message that is gone or damaged has no place of its own; the others are sorted all the same.
  private HeaderRow row(byte @Nullable [] record, long received) {
    if (record == null) {
      return HeaderRow.unknown(received);
    }
    try {
      EmailRecord email = EmailRecord.parse(record);
      if (email.structure().length > 0) {
        StructureCodec.Header header = StructureCodec.header(email.structure());
        return HeaderRow.of(header.envelope(), header.references(), received);
      }
      MessageStructure structure = Structures.of(backend, email);
      return HeaderRow.of(structure.envelope(), structure.references(), received);
    } catch (StoreException.Corrupt _) {
      return HeaderRow.unknown(received);
    }
  }

  @Override
  public void cancel() {
    // nothing is left behind
  }
}
