package org.mailkeep.wire.imap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.Claim;

/// A client's command, whole and checked. Some sub-interfaces are the states in which RFC 9051 §3
/// allows a command; [Served] and [OfConnection] say who carries it out.
public sealed interface Command {
  /// What it is called, in upper case, for logs and metrics.
  default String verb() {
    return Verbs.of(this);
  }

  /// Messages that came with it; whoever does not carry it out closes their sinks.
  default List<AppendedMessage> appended() {
    return List.of();
  }

  /// Carried out by the [ImapListener].
  sealed interface Served extends Command {}

  /// Carried out by the connection itself.
  sealed interface OfConnection extends Command {}

  /// Allowed always.
  sealed interface InAnyState extends Command {}

  /// Allowed before the client has logged in.
  sealed interface BeforeLogin extends Command {}

  /// Allowed once the client has logged in.
  sealed interface AfterLogin extends Command {}

  /// Allowed while a mailbox is selected.
  sealed interface WithMailbox extends Command {}

  /// Whether numbers in a command and its answer are sequence numbers or UIDs.
  enum Numbering {
    /// Message sequence numbers.
    SEQUENCE,
    /// Unique identifiers: the command came with UID in front.
    UID
  }

  /// Whether a mailbox is opened for writing.
  enum Access {
    /// SELECT.
    READ_WRITE,
    /// EXAMINE.
    READ_ONLY
  }

  /// CAPABILITY, RFC 9051 §6.1.1.
  record Capability() implements InAnyState, Served {}

  /// NOOP, RFC 9051 §6.1.2.
  record Noop() implements InAnyState, Served {}

  /// LOGOUT, RFC 9051 §6.1.3.
  record Logout() implements InAnyState, OfConnection {}

  /// ID, RFC 2971 §3.1; a NIL value is left out.
  record Id(Map<String, String> parameters) implements InAnyState, Served {
    /// Parameters are copied.
    public Id {
      parameters = Map.copyOf(parameters);
    }
  }

  /// STARTTLS, RFC 9051 §6.2.1.
  record StartTls() implements BeforeLogin, OfConnection {}

  /// AUTHENTICATE, RFC 9051 §6.2.2. The listener answers [Answer.Waiting] when the exchange may
  /// begin; the connection runs it and serves a [Login].
  ///
  /// @param mechanism its name in upper case
  /// @param initial the initial response, decoded; null when the client sent none
  record Authenticate(String mechanism, byte @Nullable [] initial) implements BeforeLogin, Served {}

  /// LOGIN, RFC 9051 §6.2.3, and what an AUTHENTICATE exchange came to. Never shows a secret.
  ///
  /// @param claim who the client says it is
  record Login(Claim claim) implements BeforeLogin, Served {}

  /// COMPRESS, RFC 4978 §3.
  ///
  /// @param algorithm in upper case
  record Compress(String algorithm) implements AfterLogin, OfConnection {}

  /// UNAUTHENTICATE, RFC 8437 §3.
  record Unauthenticate() implements AfterLogin, Served {}

  /// ENABLE, RFC 9051 §6.3.1; names in upper case.
  record Enable(List<String> capabilities) implements AfterLogin, Served {
    /// Names are copied.
    public Enable {
      capabilities = List.copyOf(capabilities);
    }
  }

  /// SELECT and EXAMINE, RFC 9051 §6.3.2, §6.3.3, with the parameters of RFC 7162 §3.1.8, §3.2.5.
  ///
  /// @param condstore whether the client asks for mod-sequences from now on
  /// @param resync what the client knows, null without QRESYNC
  record Select(String mailbox, Access access, boolean condstore, @Nullable Resync resync)
      implements AfterLogin, Served {}

  /// What a client knew of a mailbox, RFC 7162 §3.2.5.
  ///
  /// @param knownUids the UIDs it knows; null for all
  /// @param numbered whether it tells sequence numbers, too
  record Resync(long uidValidity, long modSeq, @Nullable SequenceSet knownUids, boolean numbered) {}

  /// CREATE, RFC 9051 §6.3.4, with the special uses of RFC 6154 §3.
  record Create(String mailbox, Set<String> uses) implements AfterLogin, Served {
    /// Uses are copied.
    public Create {
      uses = Set.copyOf(uses);
    }
  }

  /// DELETE, RFC 9051 §6.3.5.
  record Delete(String mailbox) implements AfterLogin, Served {}

  /// RENAME, RFC 9051 §6.3.6.
  record Rename(String from, String to) implements AfterLogin, Served {}

  /// SUBSCRIBE, RFC 9051 §6.3.7.
  record Subscribe(String mailbox) implements AfterLogin, Served {}

  /// UNSUBSCRIBE, RFC 9051 §6.3.8.
  record Unsubscribe(String mailbox) implements AfterLogin, Served {}

  /// LIST, RFC 9051 §6.3.9.
  record ListMailboxes(ListQuery query) implements AfterLogin, Served {}

  /// LSUB, RFC 3501 §6.3.9.
  record Lsub(String reference, String pattern) implements AfterLogin, Served {}

  /// NAMESPACE, RFC 9051 §6.3.10.
  record Namespace() implements AfterLogin, Served {}

  /// STATUS, RFC 9051 §6.3.11.
  record Status(String mailbox, List<StatusItem> items) implements AfterLogin, Served {
    /// Items are copied.
    public Status {
      items = List.copyOf(items);
    }
  }

  /// APPEND, RFC 9051 §6.3.12; several messages by RFC 3502. Each sink has its message's bytes.
  record Append(String mailbox, List<AppendedMessage> messages) implements AfterLogin, Served {
    /// Messages are copied.
    public Append {
      messages = List.copyOf(messages);
    }

    @Override
    public List<AppendedMessage> appended() {
      return messages;
    }
  }

  /// REPLACE and UID REPLACE, RFC 8508 §3.2, §3.3. The sink has the message's bytes.
  ///
  /// @param replaced one message
  record Replace(Numbering by, SequenceSet replaced, String mailbox, AppendedMessage message)
      implements WithMailbox, Served {
    @Override
    public List<AppendedMessage> appended() {
      return List.of(message);
    }
  }

  /// One message of an APPEND.
  ///
  /// @param date its INTERNALDATE; null for now
  /// @param size its octets
  /// @param sink the one that [ImapListener#receive] gave out, filled
  record AppendedMessage(Flags flags, @Nullable Instant date, long size, MessageSink sink) {}

  /// GETMETADATA, RFC 5464 §4.2.
  ///
  /// @param mailbox empty for the server
  /// @param maxSize octets of a value that the client wants at most; -1 for all
  /// @param depth levels below each entry that are told, too
  record GetMetadata(String mailbox, List<String> entries, long maxSize, int depth)
      implements AfterLogin, Served {
    /// Entries are copied.
    public GetMetadata {
      entries = List.copyOf(entries);
    }
  }

  /// SETMETADATA, RFC 5464 §4.3.
  ///
  /// @param mailbox empty for the server
  record SetMetadata(String mailbox, List<MetadataEntry> entries) implements AfterLogin, Served {
    /// Entries are copied.
    public SetMetadata {
      entries = List.copyOf(entries);
    }
  }

  /// NOTIFY, RFC 5465 §3.1.
  ///
  /// @param status whether to tell first how watched mailboxes stand
  /// @param watches none for NOTIFY NONE
  record Notify(boolean status, List<Watch> watches) implements AfterLogin, Served {
    /// Watches are copied.
    public Notify {
      watches = List.copyOf(watches);
    }
  }

  /// SETACL, RFC 4314 §3.1.
  ///
  /// @param rights letters, of which some may not be known
  record SetAcl(String mailbox, String identifier, StoreMode mode, String rights)
      implements AfterLogin, Served {}

  /// DELETEACL, RFC 4314 §3.2.
  record DeleteAcl(String mailbox, String identifier) implements AfterLogin, Served {}

  /// GETACL, RFC 4314 §3.3.
  record GetAcl(String mailbox) implements AfterLogin, Served {}

  /// LISTRIGHTS, RFC 4314 §3.4.
  record ListRights(String mailbox, String identifier) implements AfterLogin, Served {}

  /// MYRIGHTS, RFC 4314 §3.5.
  record MyRights(String mailbox) implements AfterLogin, Served {}

  /// GETQUOTA, RFC 9208 §4.1.1.
  record GetQuota(String root) implements AfterLogin, Served {}

  /// GETQUOTAROOT, RFC 9208 §4.1.2.
  record GetQuotaRoot(String mailbox) implements AfterLogin, Served {}

  /// SETQUOTA, RFC 9208 §4.1.3.
  ///
  /// @param limits by the name of the resource in upper case
  record SetQuota(String root, Map<String, Long> limits) implements AfterLogin, Served {
    /// Limits are copied.
    public SetQuota {
      limits = Map.copyOf(limits);
    }
  }

  /// IDLE, RFC 9051 §6.3.13.
  record Idle() implements AfterLogin, Served {}

  /// The DONE that ends IDLE; the parser never makes it of a tagged command.
  record Done() implements AfterLogin, Served {}

  /// CHECK, RFC 3501 §6.4.1.
  record Check() implements WithMailbox, Served {}

  /// CLOSE, RFC 9051 §6.4.1.
  record Close() implements WithMailbox, Served {}

  /// UNSELECT, RFC 9051 §6.4.2.
  record Unselect() implements WithMailbox, Served {}

  /// EXPUNGE and UID EXPUNGE, RFC 9051 §6.4.3, §6.4.9.
  ///
  /// @param uids which ones; null for all that are \Deleted
  record Expunge(@Nullable SequenceSet uids) implements WithMailbox, Served {}

  /// SEARCH and UID SEARCH, RFC 9051 §6.4.4.
  ///
  /// @param charset the CHARSET argument, which nobody may know; null without
  record Search(Numbering by, SearchReturns returns, @Nullable String charset, SearchKey key)
      implements WithMailbox, Served {}

  /// SORT and UID SORT, RFC 5256 §3, RFC 5267 §3.
  ///
  /// @param order what is compared first, then what decides between equal ones
  record Sort(
      Numbering by, SearchReturns returns, List<SortKey> order, String charset, SearchKey key)
      implements WithMailbox, Served {
    /// Keys are copied.
    public Sort {
      order = List.copyOf(order);
    }
  }

  /// THREAD and UID THREAD, RFC 5256 §3.
  record ThreadMessages(Numbering by, Threading algorithm, String charset, SearchKey key)
      implements WithMailbox, Served {}

  /// How THREAD puts messages together, RFC 5256 §3.
  enum Threading {
    /// By the base subject alone.
    ORDEREDSUBJECT,
    /// By the message ids that messages refer to.
    REFERENCES
  }

  /// What an extended SEARCH or SORT returns, RFC 9051 §6.4.4.
  enum SearchReturn {
    /// The lowest number.
    MIN,
    /// The highest number.
    MAX,
    /// All of them.
    ALL,
    /// How many there are.
    COUNT,
    /// Nothing now; they are kept as `$`.
    SAVE
  }

  /// FETCH and UID FETCH, RFC 9051 §6.4.5, with the modifiers of RFC 7162 §3.1.4.1, §3.2.6.
  ///
  /// @param changedSince only messages changed after this mod-sequence; -1 for all
  /// @param vanished whether to tell which UIDs are gone since then
  /// @param partial which of the messages; null for all, RFC 9394 §3.3
  record Fetch(
      Numbering by,
      SequenceSet messages,
      List<FetchItem> items,
      long changedSince,
      boolean vanished,
      @Nullable PartialRange partial)
      implements WithMailbox, Served {
    /// Items are copied.
    public Fetch {
      items = List.copyOf(items);
    }
  }

  /// STORE and UID STORE, RFC 9051 §6.4.6, with the modifier of RFC 7162 §3.1.3.
  ///
  /// @param unchangedSince only messages not changed after this mod-sequence; -1 for all
  record Store(
      Numbering by,
      SequenceSet messages,
      StoreMode mode,
      boolean silent,
      Flags flags,
      long unchangedSince)
      implements WithMailbox, Served {}

  /// How STORE changes flags, and SETACL rights.
  enum StoreMode {
    /// `FLAGS`.
    REPLACE,
    /// `+FLAGS`.
    ADD,
    /// `-FLAGS`.
    REMOVE
  }

  /// COPY and UID COPY, RFC 9051 §6.4.7.
  record Copy(Numbering by, SequenceSet messages, String mailbox) implements WithMailbox, Served {}

  /// MOVE and UID MOVE, RFC 9051 §6.4.8.
  record Move(Numbering by, SequenceSet messages, String mailbox) implements WithMailbox, Served {}
}
