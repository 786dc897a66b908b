package org.mailkeep.wire.imap;

import java.util.List;

/// A response code: what a status response says to the program (RFC 9051 §7.1, RFC 5530).
public sealed interface Code {
  /// Codes without arguments.
  enum Simple implements Code {
    /// A mailbox or subscription of that name exists.
    ALREADYEXISTS,
    /// The user name or password is wrong.
    AUTHENTICATIONFAILED,
    /// Authenticated, but not allowed to act for that account.
    AUTHORIZATIONFAILED,
    /// A part's transfer encoding cannot be undone; RFC 9051 §7.1.
    UNKNOWN_CTE,
    /// It goes against what the server can do.
    CANNOT,
    /// The client behaves wrongly.
    CLIENTBUG,
    /// Mailbox is the selected one of another; now closed.
    CLOSED,
    /// Compression is on already; RFC 4978 §3.
    COMPRESSIONACTIVE,
    /// Stored data is damaged.
    CORRUPTION,
    /// Credentials were good, and their time is over.
    EXPIRED,
    /// Messages were expunged by another session.
    EXPUNGEISSUED,
    /// The mailbox has children.
    HASCHILDREN,
    /// A limit of the server is reached.
    LIMIT,
    /// The mailbox does not exist.
    NONEXISTENT,
    /// There is more to tell than the server does; RFC 5465 §5.8.
    NOTIFICATIONOVERFLOW,
    /// There is no permission.
    NOPERM,
    /// The quota is used up.
    OVERQUOTA,
    /// TLS is needed first.
    PRIVACYREQUIRED,
    /// The mailbox is open for reading only.
    READ_ONLY,
    /// The mailbox is open for writing.
    READ_WRITE,
    /// The server has a bug.
    SERVERBUG,
    /// No more annotations; RFC 5464 §4.3.
    METADATA_TOOMANY,
    /// The message is larger than the server takes; RFC 7889 §3.
    TOOBIG,
    /// The mailbox may be created.
    TRYCREATE,
    /// Sequence numbers are not used any more; RFC 9586 §3.
    UIDREQUIRED,
    /// Something that the server needs is down.
    UNAVAILABLE,
    /// The special use is not supported; RFC 6154 §3.
    USEATTR
  }

  /// CAPABILITY: names as they stand in the line.
  record Capability(Capabilities capabilities) implements Code {}

  /// BADCHARSET with the ones that are supported.
  record BadCharset(List<String> supported) implements Code {}

  /// PERMANENTFLAGS.
  record PermanentFlags(Flags flags, boolean more) implements Code {}

  /// UIDNEXT.
  record UidNext(long uid) implements Code {}

  /// UIDVALIDITY.
  record UidValidity(long value) implements Code {}

  /// UNSEEN: the first message that is not \Seen; RFC 3501 §7.1.
  record Unseen(long sequence) implements Code {}

  /// HIGHESTMODSEQ, RFC 7162 §3.1.2.1.
  record HighestModSeq(long value) implements Code {}

  /// BADEVENT with the events that there are, RFC 5465 §5.
  record BadEvent(List<String> supported) implements Code {
    /// Names are copied.
    public BadEvent {
      supported = List.copyOf(supported);
    }
  }

  /// METADATA LONGENTRIES: the longest value that was left out, RFC 5464 §4.2.1.
  record LongEntries(long octets) implements Code {}

  /// METADATA MAXSIZE: the longest value that is taken, RFC 5464 §4.3.
  record MaxSize(long octets) implements Code {}

  /// MAILBOXID, RFC 8474 §4.1, §4.2.
  record MailboxId(String id) implements Code {}

  /// REFERRAL: where the user's mail is, RFC 2221 §4.1.
  record Referral(String url) implements Code {}

  /// MODIFIED: what STORE UNCHANGEDSINCE left alone, RFC 7162 §3.1.3.
  record Modified(Numbers numbers) implements Code {}

  /// MESSAGELIMIT, RFC 9738 §3.1.
  ///
  /// @param limit messages that one command works on
  /// @param lowest the lowest UID that it came to; 0 when it came to none
  record MessageLimit(long limit, long lowest) implements Code {}

  /// APPENDUID, RFC 9051 §7.1.
  record AppendUid(long validity, Numbers uids) implements Code {}

  /// COPYUID, RFC 9051 §7.1.
  record CopyUid(long validity, Numbers from, Numbers to) implements Code {}
}
