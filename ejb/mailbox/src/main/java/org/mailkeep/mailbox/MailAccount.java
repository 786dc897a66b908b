package org.mailkeep.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mime.MessageStructure;

/// The mail of one account. Safe for many threads and cheap to keep: it holds no state of its own.
/// What changes something is durable when it returns; writers of one account share commits.
public interface MailAccount {
  /// Whose mail it is.
  AccountId id();

  /// All mailboxes, parents before children, each level by name, the inbox first.
  List<Mailbox> mailboxes();

  /// The mailbox with an id.
  Optional<Mailbox> mailbox(MailboxId id);

  /// The mailbox at a path; `inbox` in any case is the inbox.
  Optional<Mailbox> find(String path);

  /// The mailbox that has a role.
  Optional<Mailbox> withRole(Role role);

  /// Makes a mailbox, and those above it that are missing (RFC 9051 §6.3.4).
  ///
  /// @param role what it is for, or null
  MailboxResult create(String path, @Nullable Role role);

  /// Gives a mailbox another path; those below it go along. Renaming the inbox moves its messages
  /// into a new mailbox (RFC 9051 §6.3.6).
  MailboxResult rename(MailboxId mailbox, String path);

  /// Removes a mailbox and its messages (RFC 9051 §6.3.5).
  MailboxResult delete(MailboxId mailbox);

  /// Gives a mailbox a role, or takes its role away with null.
  MailboxResult assign(MailboxId mailbox, @Nullable Role role);

  /// What its mailboxes and messages may be.
  MailboxLimits limits();

  /// Who else has which rights on a mailbox.
  Acl acl(MailboxId mailbox);

  /// Changes who else has which rights on a mailbox; holds at once.
  ///
  /// @param edit may be asked more than once
  MailboxResult share(MailboxId mailbox, UnaryOperator<Acl> edit);

  /// Names the user subscribed to, whether or not there is such a mailbox (RFC 9051 §6.3.7).
  Set<String> subscriptions();

  /// Adds a name to the subscriptions.
  SubscriptionResult subscribe(String path);

  /// Removes a name from the subscriptions.
  void unsubscribe(String path);

  /// Files messages in one commit: all or none.
  ///
  /// @param with what becomes durable in the same commit
  FilingResult file(List<NewMessage> messages, Settlement with);

  /// Files a message and removes the one that it replaces, in one commit (RFC 8508).
  ///
  /// @return empty when there is nothing to be replaced
  Optional<FilingResult> replace(MailboxId from, int uid, NewMessage message);

  /// What is noted of a mailbox, or of the server with null (RFC 5464): what everybody sees, and
  /// what one alone does.
  List<Annotation> annotations(@Nullable MailboxId mailbox, AccountId reader);

  /// Notes something of a mailbox, or of the server with null.
  ///
  /// @param reader who writes
  /// @param most annotations that one may see of it
  AnnotationResult annotate(
      @Nullable MailboxId mailbox, AccountId reader, List<Annotation> annotations, int most);

  /// A mailbox as it is now.
  Optional<MailboxView> view(MailboxId mailbox);

  /// A mailbox as it is now, for a session.
  ///
  /// @param writing whether the session takes the `\Recent` of new messages: SELECT, not EXAMINE
  Optional<Selected> select(MailboxId mailbox, boolean writing);

  /// Changes flags (RFC 9051 §6.4.6). UIDs that are not there are passed over.
  ///
  /// @param unchangedSince only messages whose last change is not later (RFC 7162 §3.1.3);
  ///   [Long#MAX_VALUE] for all
  FlagResult store(MailboxId mailbox, UidSet uids, FlagChange change, long unchangedSince);

  /// Makes new messages of those, with the same octets, flags and internal dates (RFC 9051 §6.4.7).
  default CopyResult copy(MailboxId from, UidSet uids, MailboxId to) {
    return copying(from, uids, to).finish();
  }

  /// [#copy] in bounded commits; cancelled, it leaves nothing behind.
  Bulk<CopyResult> copying(MailboxId from, UidSet uids, MailboxId to);

  /// Moves messages, which keep their ids (RFC 9051 §6.4.8).
  default CopyResult move(MailboxId from, UidSet uids, MailboxId to) {
    return moving(from, uids, to).finish();
  }

  /// [#move] in bounded commits; cancelled, what was moved stays so.
  Bulk<CopyResult> moving(MailboxId from, UidSet uids, MailboxId to);

  /// Copies or moves messages to a mailbox of this account or of another one, in bounded commits.
  ///
  /// @param moves whether they are to be moved
  Bulk<CopyResult> transferring(MailboxId from, UidSet uids, Target to, boolean moves);

  /// Removes the messages among these that have `\Deleted` (RFC 9051 §6.4.3, §6.4.9).
  ///
  /// @return the UIDs that are gone
  UidSet expunge(MailboxId mailbox, UidSet uids);

  /// Removes messages, whatever their flags; up to 1,000 of them in one commit. UIDs that are not
  /// there are passed over.
  ///
  /// @return the UIDs that are gone
  UidSet remove(MailboxId mailbox, UidSet uids);

  /// Puts a message into these mailboxes, and takes it out of all others (RFC 8621 §4.1.1,
  /// `mailboxIds`). It is the same message everywhere: its flags, apart from `\Deleted`, are those
  /// that it has, and change everywhere at once; it counts once.
  ///
  /// @param mailboxes none to destroy it, as [#remove] does
  PlacingResult place(EmailId email, Set<MailboxId> mailboxes);

  /// What is stored of messages; those that are gone are left out.
  ///
  /// @param emails at most [#PAGE] at a time
  Map<EmailId, StoredMessage> messages(Collection<EmailId> emails);

  /// What SORT and THREAD compare of a mailbox's messages, read in steps as far as it is not known
  /// yet.
  Bulk<HeaderIndex> headers(MailboxView view);

  /// Messages that [#messages] takes at a time.
  int PAGE = 256;

  /// Whether one of these mailboxes has a message already: one with the same Message-ID, base
  /// subject and count of octets.
  ///
  /// @param message one with a Message-ID
  /// @param size its octets
  boolean holds(Set<MailboxId> mailboxes, MessageStructure message, long size);

  /// What happened after a change.
  ///
  /// @param since number of the change that is known
  /// @param limit entries wanted, at least 1; entries of one change come together
  Changes changesSince(long since, int limit);

  /// Number of the last change of the account.
  long lastChange();

  /// What the account may hold and holds.
  Quota quota();

  /// Asks to be told of changes of this account.
  ChangeListener.Registration listen(ChangeListener listener);
}
