package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Annotations as they are stored: in METADATA by account, mailbox (0 for the server), who alone
/// sees them (0 for everybody) and name.
final class Annotations {
  private static final int PAGE = 500;
  private static final int NAME_AT = 24;

  private Annotations() {}

  private static Keys place(AccountId account, @Nullable MailboxId mailbox) {
    return Keys.of(account.value()).u64(mailbox == null ? 0 : mailbox.value());
  }

  /// All of a mailbox, whoever sees them.
  static Range of(AccountId account, MailboxId mailbox) {
    return Range.prefix(place(account, mailbox).bytes());
  }

  private static byte[] key(
      AccountId account, @Nullable MailboxId mailbox, AccountId reader, Annotation annotation) {
    long who = annotation.isShared() ? 0 : reader.value();
    return place(account, mailbox).u64(who).text(annotation.name()).bytes();
  }

  /// What one sees of a mailbox, or of the server with null, by name. Of the server everybody sees
  /// what the operator says alone; what is stored of it is each account's own.
  static List<Annotation> read(
      Reader store, AccountId account, @Nullable MailboxId mailbox, AccountId reader) {
    List<Annotation> all = new ArrayList<>();
    if (mailbox != null) {
      all.addAll(readOne(store, place(account, mailbox).u64(0)));
    }
    all.addAll(readOne(store, place(account, mailbox).u64(reader.value())));
    return all;
  }

  private static List<Annotation> readOne(Reader store, Keys place) {
    List<Annotation> all = new ArrayList<>();
    Range rest = Range.prefix(place.bytes());
    List<Entry> page;
    do {
      page = store.scan(Subspace.METADATA, rest, Direction.UP, PAGE);
      for (Entry entry : page) {
        all.add(new Annotation(name(entry.key()), entry.value()));
      }
      if (!page.isEmpty()) {
        rest = new Range(Keys.of().raw(page.getLast().key()).u8(0).bytes(), rest.to());
      }
    } while (page.size() == PAGE);
    return all;
  }

  private static String name(byte[] key) {
    return new String(key, NAME_AT, key.length - NAME_AT - 1, StandardCharsets.UTF_8);
  }

  /// Gives the annotations of one mailbox to another, too (RFC 5464 §4.1).
  static void copy(Work work, MailboxId from, MailboxId to) {
    byte[] source = place(work.account(), from).bytes();
    byte[] target = place(work.account(), to).bytes();
    Range rest = Range.prefix(source);
    Reader store = work.backend().store();
    for (Entry entry : store.scan(Subspace.METADATA, rest, Direction.UP, PAGE)) {
      byte[] key = entry.key().clone();
      System.arraycopy(target, 0, key, 0, target.length);
      work.put(Subspace.METADATA, key, entry.value());
    }
  }

  /// Sets some of a mailbox's, or of the server's: all or none.
  ///
  /// @param edits give a mailbox its role
  record Setting(
      @Nullable MailboxId mailbox,
      AccountId reader,
      List<Annotation> annotations,
      int most,
      MailboxEdits edits)
      implements Operation<AnnotationResult> {
    Setting {
      annotations = List.copyOf(annotations);
    }

    @Override
    public AnnotationResult run(Work work) {
      if (mailbox != null && work.state().mailbox(mailbox) == null) {
        return new AnnotationResult.NoMailbox();
      }
      List<Annotation> noted = new ArrayList<>(annotations);
      noted.removeIf(this::isUse);
      if (countAfter(work, noted) > most) {
        return new AnnotationResult.TooMany(most);
      }
      AnnotationResult refusal = use(work);
      if (refusal != null) {
        return refusal;
      }
      for (Annotation annotation : noted) {
        byte[] key = key(work.account(), mailbox, reader, annotation);
        byte[] value = annotation.value();
        if (value == null) {
          work.delete(Subspace.METADATA, key);
        } else {
          work.put(Subspace.METADATA, key, value);
        }
      }
      long number = work.nextChange();
      if (mailbox != null) {
        work.change(mailbox, number);
      }
      return new AnnotationResult.Done();
    }

    private boolean isUse(Annotation annotation) {
      return mailbox != null && SpecialUse.is(annotation);
    }

    /// Sets the special use, when it is among them; nothing is written when it cannot be.
    private @Nullable AnnotationResult use(Work work) {
      Annotation use = null;
      for (Annotation annotation : annotations) {
        use = isUse(annotation) ? annotation : use;
      }
      return use == null || mailbox == null
          ? null
          : SpecialUse.set(work, edits, mailbox, reader, use);
    }

    private int countAfter(Work work, List<Annotation> noted) {
      AccountId account = work.account();
      int count = read(work.backend().store(), account, mailbox, reader).size();
      for (Annotation annotation : noted) {
        boolean there =
            work.get(Subspace.METADATA, key(account, mailbox, reader, annotation)) != null;
        count += (annotation.value() == null ? 0 : 1) - (there ? 1 : 0);
      }
      return count;
    }
  }
}
