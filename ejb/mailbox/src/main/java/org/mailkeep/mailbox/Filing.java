package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.ThreadId;
import org.mailkeep.store.api.Subspace;

/// Puts new messages into mailboxes, all or none. Writes a handful of small records a message and
/// reads nothing but where the message ids that it names belong. Of keywords beyond the limits, the
/// first ones that fit are kept: mail is not lost for them.
///
/// @param reader whose `\Seen` the messages may have; null when it is the owner's
record Filing(List<NewMessage> messages, Settlement settlement, @Nullable AccountId reader)
    implements Operation<FilingResult> {

  @Override
  public FilingResult run(Work work) {
    long bytes = 0;
    for (NewMessage message : messages) {
      if (work.state().mailbox(message.mailbox()) == null) {
        return new FilingResult.NoMailbox(message.mailbox());
      }
      bytes += message.content().size();
    }
    Quota quota = work.quota();
    if (!quota.accepts(bytes, messages.size())) {
      return new FilingResult.OverQuota(quota);
    }
    if (!work.settle(settlement)) {
      return new FilingResult.Settled();
    }
    List<FilingResult.Message> filed = new ArrayList<>(messages.size());
    for (NewMessage message : messages) {
      filed.add(file(work, message));
    }
    return new FilingResult.Filed(filed);
  }

  private FilingResult.Message file(Work work, NewMessage message) {
    EmailId email = work.nextEmail();
    long thread = Threads.assign(work, message.structure(), email.value());
    Content content = message.content();
    boolean seen = reader != null && message.flags().has(SystemFlag.SEEN);
    Flags flags = seen ? SeenBits.with(message.flags(), false) : message.flags();
    EmailDraft draft =
        new EmailDraft(
            content.hash(),
            content.size(),
            thread,
            message.received().toEpochMilli(),
            StructureCodec.encode(message.structure()),
            work.backend().limits().fitting(flags));
    FilingResult.Message filed = draft.add(work, email, message.mailbox());
    if (seen) {
      SeenEdit edit = new SeenEdit(work, message.mailbox(), Objects.requireNonNull(reader));
      edit.set(filed.uid(), true);
      edit.finish(filed.modSeq());
    }
    byte[] owner = MailKeys.email(work.account(), email);
    switch (content) {
      case Content.Staged(var blob) -> blob.link(work.batch(), owner);
      case Content.Linked(var hash, _) -> work.backend().blobs().link(work.batch(), hash, owner);
      case Content.Handed(var hash, _, var from) ->
          work.backend().blobs().relink(work.batch(), hash, from, owner);
    }
    return filed;
  }

  /// A message that is about to get its place.
  ///
  /// @param received milliseconds since 1970
  record EmailDraft(
      BlobHash blob, long size, long thread, long received, byte[] structure, Flags flags) {
    FilingResult.Message add(Work work, EmailId email, MailboxId mailbox) {
      Tally tally = work.tally(mailbox);
      int uid = tally.uidNext();
      long number = work.nextChange();
      List<StoredMessage.Place> places = List.of(new StoredMessage.Place(mailbox, uid));
      var record = new EmailRecord(blob, size, thread, received, places, structure);
      work.put(Subspace.EMAIL, MailKeys.email(work.account(), email), record.record());
      Chunk.Row row =
          Chunk.Row.of(
              uid,
              email.value(),
              record,
              work.backend().clock().millis(),
              FlagsPool.intern(flags),
              number);
      work.append(mailbox, row);
      IndexJournal.added(work.batch(), work.account(), email, work.backend().clock().millis());
      work.use(1, size);
      Change.Kind kind = thread == email.value() ? Change.Kind.CREATED : Change.Kind.UPDATED;
      work.note(new Change(number, Change.Type.THREAD, thread, kind, null, 0));
      return new FilingResult.Message(
          mailbox, tally.uidValidity(), uid, email, new ThreadId(thread), number);
    }
  }

  Filing {
    messages = List.copyOf(messages);
    Objects.requireNonNull(settlement);
  }
}
