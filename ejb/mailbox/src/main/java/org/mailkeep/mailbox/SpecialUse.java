package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;

/// The role of a mailbox as an annotation (RFC 6154 §4). It is kept with the mailbox alone.
final class SpecialUse {
  private SpecialUse() {}

  static boolean is(Annotation annotation) {
    return annotation.name().equals(Annotation.SPECIAL_USE);
  }

  /// What is noted of a mailbox, and its role when it has one that IMAP knows.
  static List<Annotation> among(List<Annotation> stored, @Nullable Role role) {
    List<Annotation> all = new ArrayList<>(stored);
    all.removeIf(SpecialUse::is);
    if (role != null && !role.attribute().isEmpty()) {
      byte[] attribute = role.attribute().getBytes(StandardCharsets.US_ASCII);
      all.add(new Annotation(Annotation.SPECIAL_USE, attribute));
    }
    return all;
  }

  /// Gives a mailbox the role that an annotation says, or none.
  ///
  /// @param reader who wants it
  /// @return null when it is done
  static @Nullable AnnotationResult set(
      Work work, MailboxEdits edits, MailboxId mailbox, AccountId reader, Annotation wanted) {
    if (!reader.equals(work.account())) {
      return new AnnotationResult.NoUse("Mailboxes of others have no special use");
    }
    byte[] value = wanted.value();
    Optional<Role> role =
        value == null
            ? Optional.empty()
            : Role.ofAttribute(new String(value, StandardCharsets.US_ASCII));
    if (value != null && role.isEmpty()) {
      return new AnnotationResult.NoUse("No such special use");
    }
    MailboxState state = work.state().mailbox(mailbox);
    if (state != null && state.role() == Role.INBOX && role.isEmpty()) {
      return null;
    }
    return switch (edits.assign(work, mailbox, role.orElse(null))) {
      case MailboxResult.Done _ -> null;
      case MailboxResult.Missing _ -> new AnnotationResult.NoMailbox();
      case MailboxResult.RoleTaken _ ->
          new AnnotationResult.NoUse("Another mailbox has that special use");
      case MailboxResult.Protected _ -> new AnnotationResult.NoUse("The inbox has its own use");
      case MailboxResult.BadName _,
          MailboxResult.Exists _,
          MailboxResult.HasChildren _,
          MailboxResult.TooMany _ ->
          throw new IllegalStateException("a role is no name");
    };
  }
}
