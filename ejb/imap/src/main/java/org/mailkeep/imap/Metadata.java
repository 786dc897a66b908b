package org.mailkeep.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Annotation;
import org.mailkeep.mailbox.AnnotationResult;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.MetadataEntry;
import org.mailkeep.wire.imap.Response;

/// GETMETADATA and SETMETADATA (RFC 5464). What is noted of the server is each account's own, apart
/// from what the operator says.
final class Metadata {
  private static final String SERVER = "";
  private static final String ADMIN = "/shared/admin";

  private Metadata() {}

  static Answer get(Session session, Command.GetMetadata command, ExtensionRules.Metadata rules) {
    Optional<Mailbox> mailbox = session.account().find(command.mailbox());
    if (mailbox.isEmpty() && !command.mailbox().equals(SERVER)) {
      return Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
    }
    List<MetadataEntry> told = new ArrayList<>();
    long longest = 0;
    for (MetadataEntry entry : all(session, mailbox.map(Mailbox::id).orElse(null), rules)) {
      byte[] value = entry.value();
      if (value == null || !wanted(command, entry.name())) {
        continue;
      }
      if (command.maxSize() >= 0 && value.length > command.maxSize()) {
        longest = Math.max(longest, value.length);
      } else {
        told.add(entry);
      }
    }
    List<Response> responses =
        told.isEmpty() ? List.of() : List.of(new Response.Metadata(command.mailbox(), told));
    return Answer.ok(responses, longest == 0 ? null : new Code.LongEntries(longest), "Told");
  }

  /// What the session sees of a mailbox, or of the server with null.
  private static List<MetadataEntry> all(
      Session session, @Nullable MailboxId mailbox, ExtensionRules.Metadata rules) {
    TreeMap<String, MetadataEntry> all = new TreeMap<>();
    for (Annotation stored : session.account().annotations(mailbox, session.account().id())) {
      all.put(stored.name(), new MetadataEntry(stored.name(), stored.value()));
    }
    if (mailbox == null && rules.admin().isPresent()) {
      byte[] admin = rules.admin().get().getBytes(StandardCharsets.UTF_8);
      all.put(ADMIN, new MetadataEntry(ADMIN, admin));
    }
    return List.copyOf(all.values());
  }

  private static boolean wanted(Command.GetMetadata command, String entry) {
    for (String asked : command.entries()) {
      if (entry.equals(asked)) {
        return true;
      }
      boolean below = command.depth() > 0 && entry.startsWith(asked + "/");
      if (below && (command.depth() > 1 || entry.indexOf('/', asked.length() + 1) < 0)) {
        return true;
      }
    }
    return false;
  }

  static Answer set(Session session, Command.SetMetadata command, ExtensionRules.Metadata rules) {
    boolean server = command.mailbox().equals(SERVER);
    Optional<Mailbox> mailbox = session.account().find(command.mailbox());
    if (mailbox.isEmpty() && !server) {
      return Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
    }
    List<Annotation> annotations = new ArrayList<>();
    for (MetadataEntry entry : command.entries()) {
      byte[] value = entry.value();
      if (value != null && value.length > rules.size()) {
        return Answer.no(new Code.MaxSize(rules.size()), "The value is too large");
      }
      if (server && entry.name().equals(ADMIN)) {
        return Answer.no(Code.Simple.NOPERM, "The operator alone sets " + ADMIN);
      }
      annotations.add(new Annotation(entry.name(), value));
    }
    MailboxId place = mailbox.map(Mailbox::id).orElse(null);
    AnnotationResult result =
        session.account().annotate(place, session.account().id(), annotations, rules.entries());
    return switch (result) {
      case AnnotationResult.Done _ -> {
        session.watching().ifPresent(watching -> watching.annotated(place));
        yield Answer.ok("Set");
      }
      case AnnotationResult.NoMailbox _ -> Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
      case AnnotationResult.TooMany(int most) ->
          Answer.no(Code.Simple.METADATA_TOOMANY, "More than " + most + " annotations");
    };
  }
}
