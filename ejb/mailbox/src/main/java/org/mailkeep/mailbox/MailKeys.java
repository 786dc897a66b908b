package org.mailkeep.mailbox;

import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// The keys under which mail is stored. All begin with the account, so that an account is one range
/// in each subspace. Never changed: they are on disks.
final class MailKeys {
  private static final int THREAD_OF_MESSAGE_ID = 0;
  private static final int THREAD_MEMBER = 1;
  private static final int ACL_OF_MAILBOX = 0;
  private static final int GRANT = 1;
  private static final int SEEN_MARK = 0;
  private static final int SEEN_BITS = 1;

  /// The subspaces that hold nothing but keys that begin with an account.
  static final Subspace[] PER_ACCOUNT = {
    Subspace.MAILBOX,
    Subspace.MEMBERSHIP,
    Subspace.THREAD,
    Subspace.CHANGE,
    Subspace.ACL,
    Subspace.METADATA,
    Subspace.SUBSCRIPTION,
    Subspace.QUOTA,
    Subspace.SEEN,
    Subspace.EMAIL,
    Subspace.DELETED,
    Subspace.IMPORT
  };

  private MailKeys() {}

  /// In ACCOUNT: counters.
  static byte[] account(AccountId account) {
    return Keys.of(account.value()).bytes();
  }

  /// All of an account in any of [#PER_ACCOUNT].
  static Range ofAccount(AccountId account) {
    return Range.prefix(account(account));
  }

  /// In MAILBOX.
  static byte[] mailbox(AccountId account, MailboxId mailbox) {
    return Keys.of(account.value()).u64(mailbox.value()).bytes();
  }

  /// In MEMBERSHIP.
  static byte[] membership(AccountId account, MailboxId mailbox, int uid) {
    return Keys.of(account.value()).u64(mailbox.value()).u32(uid).bytes();
  }

  /// The UID of a key in MEMBERSHIP.
  static int uid(byte[] membership) {
    return Keys.u32(membership, 16);
  }

  /// In MEMBERSHIP: all of a mailbox.
  static Range memberships(AccountId account, MailboxId mailbox) {
    return Range.prefix(mailbox(account, mailbox));
  }

  /// In MEMBERSHIP: of a mailbox, what follows a UID.
  static Range membershipsAfter(AccountId account, MailboxId mailbox, int uid) {
    return Range.within(mailbox(account, mailbox), membership(account, mailbox, uid + 1));
  }

  /// In EMAIL and DELETED; also the name under which a message owns its blob.
  static byte[] email(AccountId account, EmailId email) {
    return Keys.of(account.value()).u64(email.value()).bytes();
  }

  /// In THREAD: the thread of a message id.
  static byte[] messageId(AccountId account, byte[] hash) {
    return Keys.of(account.value()).u8(THREAD_OF_MESSAGE_ID).raw(hash).bytes();
  }

  /// In THREAD: a message that joined a thread which another began.
  static byte[] threadMember(AccountId account, long thread, long email) {
    return Keys.of(account.value()).u8(THREAD_MEMBER).u64(thread).u64(email).bytes();
  }

  /// In THREAD: all that joined a thread.
  static Range threadMembers(AccountId account, long thread) {
    return Range.prefix(Keys.of(account.value()).u8(THREAD_MEMBER).u64(thread).bytes());
  }

  /// In THREAD: all that joined any thread of an account.
  static Range allThreadMembers(AccountId account) {
    return Range.prefix(Keys.of(account.value()).u8(THREAD_MEMBER).bytes());
  }

  /// The message of a key in THREAD that names a member.
  static long member(byte[] threadMember) {
    return Keys.u64(threadMember, 17);
  }

  /// The thread of a key in THREAD that names a member.
  static long thread(byte[] threadMember) {
    return Keys.u64(threadMember, 9);
  }

  /// In CHANGE: changes up to a number; of one commit there may be several, by piece.
  static byte[] change(AccountId account, long number, int piece) {
    return Keys.of(account.value()).u64(number).u32(piece).bytes();
  }

  /// In CHANGE: what follows a number.
  static Range changesAfter(AccountId account, long number) {
    return Range.within(account(account), change(account, number + 1, 0));
  }

  /// In ACL: who has rights on a mailbox.
  static byte[] acl(AccountId account, MailboxId mailbox) {
    return Keys.of(account.value()).u8(ACL_OF_MAILBOX).u64(mailbox.value()).bytes();
  }

  /// In ACL: of all mailboxes of an account.
  static Range acls(AccountId account) {
    return Range.prefix(Keys.of(account.value()).u8(ACL_OF_MAILBOX).bytes());
  }

  /// In ACL: that somebody has rights on a mailbox of another one.
  ///
  /// @param grantee an account or a group, 0 for anyone
  static byte[] grant(long grantee, AccountId owner, MailboxId mailbox) {
    return Keys.of(grantee).u8(GRANT).u64(owner.value()).u64(mailbox.value()).bytes();
  }

  /// In ACL: all that somebody has rights on.
  static Range grants(long grantee) {
    return Range.prefix(Keys.of(grantee).u8(GRANT).bytes());
  }

  /// In SEEN: how much of a mailbox another one has seen.
  static byte[] seenMark(AccountId account, MailboxId mailbox, AccountId user) {
    return Keys.of(account.value()).u8(SEEN_MARK).u64(mailbox.value()).u64(user.value()).bytes();
  }

  /// In SEEN: [#seenMark] of a mailbox.
  static Range seenMarks(AccountId account, MailboxId mailbox) {
    return Range.prefix(Keys.of(account.value()).u8(SEEN_MARK).u64(mailbox.value()).bytes());
  }

  /// In SEEN: [#seenMark] of all mailboxes of an account.
  static Range seenMarks(AccountId account) {
    return Range.prefix(Keys.of(account.value()).u8(SEEN_MARK).bytes());
  }

  /// In SEEN: which messages of a mailbox another one has seen, a part of them.
  static byte[] seen(AccountId account, MailboxId mailbox, AccountId user, int chunk) {
    return ofSeen(account, mailbox).u64(user.value()).u32(chunk).bytes();
  }

  /// In SEEN: all that somebody has seen of a mailbox.
  static Range allSeen(AccountId account, MailboxId mailbox, AccountId user) {
    return Range.prefix(ofSeen(account, mailbox).u64(user.value()).bytes());
  }

  /// In SEEN: all that anybody has seen of a mailbox.
  static Range allSeen(AccountId account, MailboxId mailbox) {
    return Range.prefix(ofSeen(account, mailbox).bytes());
  }

  private static Keys ofSeen(AccountId account, MailboxId mailbox) {
    return Keys.of(account.value()).u8(SEEN_BITS).u64(mailbox.value());
  }
}
