package org.mailkeep.store.api;

/// A part of the key space with one owner: only the module that owns it makes its keys. A backend
/// keeps each apart from the others (a table, a column family, a prefix). Codes never change.
public enum Subspace {
  /// Schema version and what the store says of itself.
  STORE(1),
  /// Domains, principals and their addresses: directory/internal.
  DIRECTORY(10),
  /// Per account: counters and settings of the mailbox model.
  ACCOUNT(20),
  /// Per account: mailboxes by id.
  MAILBOX(21),
  /// Per mailbox: UID to message.
  MEMBERSHIP(22),
  /// Per account: messages by id.
  EMAIL(23),
  /// Per account: threads, by message-id and subject.
  THREAD(24),
  /// Per account: changes by number.
  CHANGE(25),
  /// Per account: access rights of others.
  ACL(26),
  /// Per account and mailbox: annotations (RFC 5464).
  METADATA(27),
  /// Per user: subscribed names.
  SUBSCRIPTION(28),
  /// Per account: quota counters.
  QUOTA(29),
  /// Per message and user of a shared mailbox: seen.
  SEEN(30),
  /// Per account: messages that were deleted and can be restored, by id.
  DELETED(31),
  /// Per account: how far what is taken over from other servers has come.
  IMPORT(32),
  /// Queued messages by id.
  QUEUE(40),
  /// Queue entries by the time they are due.
  QUEUE_DUE(41),
  /// Blobs: hash to what is known of them.
  BLOB(50),
  /// Blobs: their octets in chunks.
  BLOB_CHUNK(51),
  /// Who refers to a blob.
  BLOB_LINK(52),
  /// Blobs that are to be kept for a while though nobody refers to them yet.
  BLOB_RESERVATION(53),
  /// Look-ups with expiry.
  LOOKUP(60),
  /// Full-text index.
  SEARCH(70),
  /// What is still to be indexed, and which messages are.
  SEARCH_JOURNAL(71),
  /// Tokens and credentials that were issued; networks that are blocked and allowed: auth.
  AUTH(80),
  /// Changes of the configuration and the directory on their way to the audit trail.
  AUDIT(90);

  private final int code;

  Subspace(int code) {
    this.code = code;
  }

  /// The number that stands for it in stored keys, 1 to 255.
  public int code() {
    return code;
  }
}
