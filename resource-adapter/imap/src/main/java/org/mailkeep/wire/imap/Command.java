package org.mailkeep.wire.imap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client's command, whole and checked. Some sub-interfaces are the states in which RFC 9051 §3
/// allows a command; [Served] and [OfConnection] say who carries it out.
public sealed interface Command {
  /// What it is called, in upper case, for logs and metrics.
  default String verb() {
    return Verbs.of(this);
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

  /// LOGIN, RFC 9051 §6.2.3, and what an AUTHENTICATE exchange came to.
  ///
  /// @param authorizeAs whose account it shall be; empty for the user's own
  record Login(String user, String password, String authorizeAs) implements BeforeLogin, Served {
    /// Never shows the password.
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

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
  record Resync(long uidValidity, long modSeq, @Nullable SequenceSet knownUids) {}

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
  }

  /// One message of an APPEND.
  ///
  /// @param date its INTERNALDATE; null for now
  /// @param size its octets
  /// @param sink the one that [ImapListener#receive] gave out, filled
  record AppendedMessage(Flags flags, @Nullable Instant date, long size, MessageSink sink) {}

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
  /// @param returns what to return, empty for SEARCH without RETURN
  /// @param extended whether RETURN was given
  /// @param charset the CHARSET argument; null without
  record Search(
      Numbering by,
      boolean extended,
      Set<SearchReturn> returns,
      @Nullable String charset,
      SearchKey key)
      implements WithMailbox, Served {
    /// Options are copied.
    public Search {
      returns = Set.copyOf(returns);
    }
  }

  /// What an extended SEARCH returns, RFC 9051 §6.4.4.
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
  record Fetch(
      Numbering by,
      SequenceSet messages,
      List<FetchItem> items,
      long changedSince,
      boolean vanished)
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

  /// How STORE changes flags.
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
