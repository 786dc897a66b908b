package org.mailkeep.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Annotation;
import org.mailkeep.mailbox.AnnotationResult;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.MetadataEntry;
import org.mailkeep.wire.imap.Response;

/// GETMETADATA and SETMETADATA (RFC 5464). What all see of the server is the operator's to say, and
/// what else is noted of it is each account's own; what is noted of a mailbox is kept with it,
/// whoever wrote it. The special use of a mailbox is an annotation, too (RFC 6154 §4).
final class Metadata {
  private static final String SERVER = "";
  private static final String ADMIN = "/shared/admin";

  /// Rights of which one is needed on a mailbox of others, besides seeing it (RFC 5464 §3.3).
  private static final Right[] USING = {
    Right.READ, Right.SEEN, Right.WRITE, Right.INSERT, Right.POST
  };

  private Metadata() {}

  /// The mailbox that is meant, or null for the server.
  private static @Nullable Located place(Session session, String name) {
    if (name.equals(SERVER)) {
      return null;
    }
    Located place = session.located(name).need(Right.LOOKUP);
    return place.rights().any(USING) ? place : place.need(Right.READ);
  }

  private static MailAccount account(Session session, @Nullable Located place) {
    return place == null ? session.account() : place.account();
  }

  static Answer get(Session session, Command.GetMetadata command, ExtensionRules.Metadata rules) {
    Located place = place(session, command.mailbox());
    List<MetadataEntry> told = new ArrayList<>();
    long longest = 0;
    for (MetadataEntry entry : all(session, place, rules)) {
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
      Session session, @Nullable Located place, ExtensionRules.Metadata rules) {
    MailboxId mailbox = place == null ? null : place.id();
    TreeMap<String, MetadataEntry> all = new TreeMap<>();
    for (Annotation stored : account(session, place).annotations(mailbox, session.account().id())) {
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
    Located place = place(session, command.mailbox());
    List<Annotation> annotations = new ArrayList<>();
    for (MetadataEntry entry : command.entries()) {
      byte[] value = entry.value();
      if (value != null && value.length > rules.size()) {
        return Answer.no(new Code.MaxSize(rules.size()), "The value is too large");
      }
      if (place == null && entry.name().startsWith(Annotation.SHARED)) {
        // RFC 5464 §3.3
        return Answer.no(Code.Simple.NOPERM, "The operator alone sets what all see of the server");
      }
      annotations.add(new Annotation(entry.name(), value));
    }
    MailboxId mailbox = place == null ? null : place.id();
    AnnotationResult result =
        account(session, place)
            .annotate(mailbox, session.account().id(), annotations, rules.entries());
    return switch (result) {
      case AnnotationResult.Done _ -> {
        told(session, place);
        yield Answer.ok("Set");
      }
      case AnnotationResult.NoUse(var reason) -> Answer.no(Code.Simple.USEATTR, reason);
      case AnnotationResult.NoMailbox _ -> Answer.no(Code.Simple.NONEXISTENT, "No such mailbox");
      case AnnotationResult.TooMany(int most) ->
          Answer.no(Code.Simple.METADATA_TOOMANY, "More than " + most + " annotations");
    };
  }

  /// The client knows what it noted itself.
  private static void told(Session session, @Nullable Located place) {
    session
        .watching()
        .ifPresent(watching -> {
          if (place == null) {
            watching.annotated();
          } else {
            watching.annotated(place.account(), place.id());
          }
        });
  }
}
