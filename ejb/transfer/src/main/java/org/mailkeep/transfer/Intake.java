package org.mailkeep.transfer;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Content;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.Settlement;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.transfer.TransferCounts.Kind;

/// Puts messages that come from elsewhere into the mailboxes of an account, many in one commit.
/// Those that are there already are left out. For one thread.
final class Intake {
  /// Messages of one commit.
  private static final int MOST = 64;

  /// Octets of records that one commit writes, about.
  private static final long FULL = 2_000_000;

  /// A blob that is larger lies in pieces of its own.
  private static final long LARGEST_RECORD = 64 * 1024;

  private static final String NOTE = "DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA";

  private final MailAccount account;
  private final Ground ground;
  private final Habits habits;
  private final TransferCounts counts = new TransferCounts();
  private final Map<String, Optional<MailboxId>> mailboxes = new HashMap<>();
  private final List<NewMessage> waiting = new ArrayList<>();
  private final Set<Seen> seen = new HashSet<>();
  private Settlement settlement = Settlement.NONE;
  private long weight;
  private Set<MailboxId> others = Set.of();

  /// What it stands on.
  ///
  /// @param most octets of a message
  record Ground(BlobStore blobs, MimeLimits mime, InstantSource clock, long most) {}

  /// How it goes about it.
  ///
  /// @param duplicates whether messages come in that are there already
  /// @param subscribes whether mailboxes are subscribed when they are made
  record Habits(boolean duplicates, boolean subscribes) {}

  /// A message as duplicates know each other.
  private record Seen(MailboxId mailbox, String messageId, long size) {}

  Intake(MailAccount account, Ground ground, Habits habits) {
    this.account = account;
    this.ground = ground;
    this.habits = habits;
  }

  TransferCounts counts() {
    return counts;
  }

  /// From now on, what any mailbox has that mail came into is left out of all others. What has no
  /// Message-ID is nowhere known.
  void takeTheRest() throws TransferException {
    flush();
    Set<MailboxId> all = new HashSet<>();
    mailboxes.values().forEach(mailbox -> mailbox.ifPresent(all::add));
    others = Set.copyOf(all);
    counts.add(Kind.ELSEWHERE, 0);
  }

  /// Begins a message.
  Incoming begin() {
    return new Incoming(ground.blobs.sink(), ground.mime, ground.most);
  }

  /// What is known of a message beside its octets.
  ///
  /// @param path of its mailbox, which is made when it is not there
  /// @param received empty for what its header says
  record Envelope(String path, Flags flags, Optional<Instant> received) {}

  /// Takes a message whose octets have come.
  void take(Incoming message, Envelope envelope) throws TransferException {
    take(message, envelope, Settlement.NONE);
  }

  /// Takes a message whose octets have come.
  ///
  /// @param after what becomes durable when this message and those before it are
  void take(Incoming message, Envelope envelope, Settlement after) throws TransferException {
    settlement = after;
    if (message.isTooLarge() || message.size() == 0) {
      counts.add(message.size() == 0 ? Kind.EMPTY : Kind.TOO_LARGE, 1);
      return;
    }
    MessageStructure structure = message.reader().finish();
    Optional<MailboxId> mailbox = mailbox(envelope.path);
    if (mailbox.isEmpty()) {
      counts.add(Kind.REFUSED, 1);
    } else if (NOTE.equals(structure.envelope().subject())) {
      counts.add(Kind.EMPTY, 1); // another program's, not a person's
    } else if (isThere(mailbox.get(), structure, message.size())) {
      counts.add(Kind.DUPLICATE, 1);
    } else if (isElsewhere(structure, message.size())) {
      counts.add(Kind.ELSEWHERE, 1);
    } else {
      StagedBlob blob = message.sink().finish();
      Instant received =
          envelope
              .received
              .or(() ->
                  HeaderTime.of(
                      message.beginning(), (int) Math.min(message.size(), HeaderTime.LOOKED_AT)))
              .orElseGet(ground.clock::instant);
      waiting.add(
          new NewMessage(
              mailbox.get(), new Content.Staged(blob), structure, envelope.flags, received));
      weight += 2 * Math.min(message.size(), LARGEST_RECORD);
      if (waiting.size() >= MOST || weight >= FULL) {
        flush();
      }
    }
  }

  private boolean isThere(MailboxId mailbox, MessageStructure structure, long size) {
    String id = structure.envelope().messageId();
    if (habits.duplicates || id == null) {
      return false;
    }
    return account.holds(Set.of(mailbox), structure, size)
        || !seen.add(new Seen(mailbox, id, size));
  }

  private boolean isElsewhere(MessageStructure structure, long size) {
    return !others.isEmpty()
        && structure.envelope().messageId() != null
        && account.holds(others, structure, size);
  }

  /// The mailbox at a path, made when it is not there; empty when it cannot be.
  Optional<MailboxId> mailbox(String path) throws TransferException {
    return mailbox(path, null);
  }

  /// The mailbox at a path, made when it is not there; empty when it cannot be.
  ///
  /// @param role what it is for when it is made, or null
  Optional<MailboxId> mailbox(String path, @Nullable Role role) throws TransferException {
    Optional<MailboxId> known = mailboxes.get(path);
    if (known == null) {
      known = account.find(path).map(found -> found.id());
      known = known.isPresent() ? known : made(path, role);
      mailboxes.put(path, known);
      counts.add(Kind.MAILBOX, 1);
    }
    return known;
  }

  private Optional<MailboxId> made(String path, @Nullable Role role) throws TransferException {
    return switch (account.create(path, role)) {
      case MailboxResult.Done(var mailbox) -> {
        if (habits.subscribes) {
          account.subscribe(mailbox.path());
        }
        yield Optional.of(mailbox.id());
      }
      case MailboxResult.Exists(var mailbox) -> Optional.of(mailbox.id());
      case MailboxResult.TooMany(var most) ->
          throw new TransferException("the account may have " + most + " mailboxes at most");
      case MailboxResult _ -> Optional.empty();
    };
  }

  /// What to throw when something went wrong on the way: what came before stays, and is told.
  BrokenOffException brokenOff(IOException why) {
    try {
      flush();
    } catch (TransferException | RuntimeException e) {
      if (!e.equals(why)) {
        why.addSuppressed(e);
      }
    }
    return new BrokenOffException(why, counts.all());
  }

  /// Makes durable what was taken.
  ///
  /// @throws TransferException when the account has no room
  void flush() throws TransferException {
    if (waiting.isEmpty() && settlement.equals(Settlement.NONE)) {
      return;
    }
    switch (account.file(List.copyOf(waiting), settlement)) {
      case FilingResult.Filed _ -> counts.add(Kind.IMPORTED, waiting.size());
      case FilingResult.OverQuota _ -> throw new TransferException("the account has no room left");
      case FilingResult.NoMailbox _ ->
          throw new TransferException("a mailbox was deleted while mail came into it");
      case FilingResult.Settled _ ->
          throw new TransferException("the same import runs elsewhere, too");
    }
    waiting.clear();
    seen.clear();
    weight = 0;
    settlement = Settlement.NONE;
  }
}
