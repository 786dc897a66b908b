package org.mailkeep.wire.imap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An untagged response (RFC 9051 §7).
public sealed interface Response {
  /// `* OK`.
  record Ok(@Nullable Code code, String text) implements Response {}

  /// `* NO`: a warning.
  record No(@Nullable Code code, String text) implements Response {}

  /// `* BAD`.
  record Bad(@Nullable Code code, String text) implements Response {}

  /// `* BYE`: the connection ends.
  record Bye(@Nullable Code code, String text) implements Response {}

  /// `* CAPABILITY`, RFC 9051 §7.2.2.
  record Capability(Capabilities capabilities) implements Response {}

  /// `* ENABLED`, RFC 9051 §7.2.1.
  record Enabled(List<String> capabilities) implements Response {
    /// Names are copied.
    public Enabled {
      capabilities = List.copyOf(capabilities);
    }
  }

  /// `* ID`, RFC 2971 §3.2; order is kept.
  record Id(Map<String, String> parameters) implements Response {}

  /// `* LIST`, RFC 9051 §7.3.1.
  ///
  /// @param attributes such as `\HasChildren`
  /// @param childInfo selection options that children match, RFC 9051 §6.3.9.6; empty for none
  record Listed(List<String> attributes, char separator, String mailbox, List<String> childInfo)
      implements Response {
    /// Lists are copied.
    public Listed {
      attributes = List.copyOf(attributes);
      childInfo = List.copyOf(childInfo);
    }
  }

  /// `* LSUB`, RFC 3501 §7.2.3.
  record Lsubbed(List<String> attributes, char separator, String mailbox) implements Response {
    /// Attributes are copied.
    public Lsubbed {
      attributes = List.copyOf(attributes);
    }
  }

  /// `* NAMESPACE`, RFC 9051 §7.3.2.
  record Namespaces(List<Namespace> personal, List<Namespace> others, List<Namespace> shared)
      implements Response {
    /// Lists are copied.
    public Namespaces {
      personal = List.copyOf(personal);
      others = List.copyOf(others);
      shared = List.copyOf(shared);
    }
  }

  /// One namespace.
  record Namespace(String prefix, char separator) {}

  /// `* STATUS`, RFC 9051 §7.3.4.
  record Status(String mailbox, List<StatusValue> values) implements Response {
    /// Values are copied.
    public Status {
      values = List.copyOf(values);
    }
  }

  /// One value of a STATUS response.
  ///
  /// @param id the value of MAILBOXID; empty for all others
  record StatusValue(StatusItem item, long value, String id) {
    /// A number.
    public StatusValue(StatusItem item, long value) {
      this(item, value, "");
    }
  }

  /// `* METADATA` with values, RFC 5464 §4.4.1.
  ///
  /// @param mailbox empty for the server
  record Metadata(String mailbox, List<MetadataEntry> entries) implements Response {
    /// Entries are copied.
    public Metadata {
      entries = List.copyOf(entries);
    }
  }

  /// `* METADATA` of what changed, RFC 5464 §4.4.2.
  ///
  /// @param mailbox empty for the server
  record MetadataChanged(String mailbox, List<String> entries) implements Response {
    /// Entries are copied.
    public MetadataChanged {
      entries = List.copyOf(entries);
    }
  }

  /// `* LIST` of a mailbox that has another name, RFC 5465 §5.4.
  record Renamed(Listed listed, String oldName) implements Response {}

  /// What is told of rights and quotas.
  sealed interface OfAccess extends Response {}

  /// `* ACL`, RFC 4314 §3.6.
  record Acl(String mailbox, List<AclEntry> entries) implements OfAccess {
    /// Entries are copied.
    public Acl {
      entries = List.copyOf(entries);
    }
  }

  /// Who has which rights.
  record AclEntry(String identifier, String rights) {}

  /// `* LISTRIGHTS`, RFC 4314 §3.7.
  ///
  /// @param required what the identifier has in any case
  /// @param optional what may be granted, each by itself or some together
  record RightsListed(String mailbox, String identifier, String required, List<String> optional)
      implements OfAccess {
    /// Rights are copied.
    public RightsListed {
      optional = List.copyOf(optional);
    }
  }

  /// `* MYRIGHTS`, RFC 4314 §3.8.
  record MyRights(String mailbox, String rights) implements OfAccess {}

  /// `* QUOTAROOT`, RFC 9208 §4.2.2.
  record QuotaRoots(String mailbox, List<String> roots) implements OfAccess {
    /// Roots are copied.
    public QuotaRoots {
      roots = List.copyOf(roots);
    }
  }

  /// `* QUOTA`, RFC 9208 §4.2.1.
  record Quota(String root, List<QuotaUse> uses) implements OfAccess {
    /// Uses are copied.
    public Quota {
      uses = List.copyOf(uses);
    }
  }

  /// How much of a resource is used, and may be (RFC 9208 §5).
  record QuotaUse(String resource, long used, long limit) {}

  /// `* FLAGS`, RFC 9051 §7.3.5.
  record MailboxFlags(Flags flags) implements Response {}

  /// `* n EXISTS`, RFC 9051 §7.4.1.
  record Exists(long messages) implements Response {}

  /// `* n RECENT`, RFC 3501 §7.3.2.
  record Recent(long messages) implements Response {}

  /// `* n EXPUNGE`, RFC 9051 §7.5.1.
  record Expunged(long sequence) implements Response {}

  /// `* VANISHED`, RFC 7162 §3.2.10.
  record Vanished(boolean earlier, Numbers uids) implements Response {}

  /// `* SEARCH`, RFC 3501 §7.2.5.
  ///
  /// @param modSeq highest mod-sequence of what was found; 0 to leave it out
  record Found(Numbers numbers, long modSeq) implements Response {}

  /// `* ESEARCH`, RFC 9051 §7.3.4; a null part is left out. The encoder adds the command's tag.
  record ExtendedFound(
      Command.Numbering by,
      @Nullable Long min,
      @Nullable Long max,
      @Nullable Numbers all,
      @Nullable Long count,
      long modSeq,
      @Nullable Partial partial)
      implements Response {}

  /// Some results of many, RFC 9394 §3.1.
  ///
  /// @param range what was asked for
  /// @param numbers none when nothing is in the range
  record Partial(PartialRange range, Numbers numbers) {}

  /// `* SORT`, RFC 5256 §4; numbers in the order of the sort.
  ///
  /// @param modSeq highest mod-sequence of what was found; 0 to leave it out
  record Sorted(Numbers numbers, long modSeq) implements Response {}

  /// `* THREAD`, RFC 5256 §4.
  record Threads(ThreadTrees trees) implements Response {}

  /// `* n UIDFETCH`, RFC 9586 §3: the UID stands where FETCH has the sequence number.
  record UidFetched(long uid, List<FetchData> data) implements Response {
    /// Data is copied.
    public UidFetched {
      data = List.copyOf(data);
    }
  }

  /// `* n FETCH`, RFC 9051 §7.5.2.
  record Fetched(long sequence, List<FetchData> data) implements Response {
    /// Data is copied.
    public Fetched {
      data = List.copyOf(data);
    }
  }
}
