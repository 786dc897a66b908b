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
  record StatusValue(StatusItem item, long value) {}

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
      long modSeq)
      implements Response {}

  /// `* n FETCH`, RFC 9051 §7.5.2.
  record Fetched(long sequence, List<FetchData> data) implements Response {
    /// Data is copied.
    public Fetched {
      data = List.copyOf(data);
    }
  }
}
