package org.mailkeep.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.transfer.BrokenOffException;
import org.mailkeep.transfer.ImapImport;
import org.mailkeep.transfer.MailExport;
import org.mailkeep.transfer.MailImport;
import org.mailkeep.transfer.RemoteAccount;

/// Takes mail of accounts in and out. Nobody gets at the mail of who may more than they. Safe for
/// many threads.
public final class MailTransfers {
  private final Owners owners;
  private final MailAccounts mail;
  private final Parts parts;
  private final Tasks tasks;
  private final Trail trail;

  /// What does the work.
  public record Parts(MailImport intake, MailExport export, ImapImport takeOver) {}

  /// In what form mail comes and goes.
  public enum Format {
    /// One mailbox: RFC 4155.
    MBOX,
    /// An account: Maildir++ in an archive of tar.
    MAILDIR
  }

  /// Writes mail.
  @FunctionalInterface
  public interface Writing {
    /// Writes it to a stream, which stays open.
    void to(OutputStream out) throws IOException;
  }

  /// @param tasks runs what takes long
  /// @param trail takes what was done
  public MailTransfers(Owners owners, MailAccounts mail, Parts parts, Tasks tasks, Trail trail) {
    this.owners = owners;
    this.mail = mail;
    this.parts = parts;
    this.tasks = tasks;
    this.trail = trail;
  }

  /// Lists the mailboxes of an account, parents first.
  ///
  /// @param key the account's login name, or its id as a number
  public Outcome<List<Mailbox>> mailboxes(Caller caller, String key) {
    return of(
        caller,
        Permission.MAIL_LIST,
        key,
        account -> new Outcome.Ok<>(mail.open(account.id()).mailboxes()));
  }

  /// What writes mail of an account.
  ///
  /// @param path of the mailbox; empty for all, which only a Maildir holds
  public Outcome<Writing> export(Caller caller, String key, Format format, String path) {
    return of(
        caller,
        Permission.MAIL_EXPORT,
        key,
        account -> {
          MailAccount opened = mail.open(account.id());
          Optional<Mailbox> mailbox = opened.find(path);
          if (mailbox.isEmpty() && !path.isEmpty()) {
            return new Outcome.NotFound<>("mailbox " + path);
          }
          if (mailbox.isEmpty() && format == Format.MBOX) {
            return Outcome.invalid("mailbox", "must name one: an mbox holds no more");
          }
          note("export", account, format, path, Map.of());
          List<Mailbox> all = mailbox.map(List::of).orElseGet(opened::mailboxes);
          return new Outcome.Ok<>(
              format == Format.MBOX
                  ? out -> parts.export.mbox(opened, all.getFirst(), out, Progress.UNWATCHED)
                  : out -> parts.export.maildir(opened, all, out, Progress.UNWATCHED));
        });
  }

  /// Reads mail into an account while the caller waits.
  ///
  /// @return how many, by what became of them; conflict when it cannot be read to its end, and what
  ///   came before stays
  public Outcome<Map<String, Long>> load(
      Caller caller, String key, Format format, Incoming incoming) {
    return of(
        caller,
        Permission.MAIL_IMPORT,
        key,
        account -> {
          if (format == Format.MBOX == incoming.path.isEmpty()) {
            return Outcome.invalid("mailbox", "must name one for an mbox; a Maildir names its own");
          }
          try {
            Map<String, Long> counts = read(mail.open(account.id()), format, incoming);
            note("import", account, format, incoming.path, counts);
            return new Outcome.Ok<>(counts);
          } catch (BrokenOffException e) {
            note("import", account, format, incoming.path, e.counts());
            return new Outcome.Conflict<>(
                e.getMessage() + "; what came before stays, and is known again: " + e.words());
          } catch (IOException e) {
            note("import", account, format, incoming.path, Map.of());
            return new Outcome.Conflict<>(String.valueOf(e.getMessage()));
          }
        });
  }

  /// Mail that comes.
  ///
  /// @param path of the mailbox for an mbox; empty for a Maildir, which names its own
  /// @param duplicates whether messages come in that are there already
  public record Incoming(String path, boolean duplicates, InputStream octets) {}

  private Map<String, Long> read(MailAccount account, Format format, Incoming incoming)
      throws IOException {
    return format == Format.MBOX
        ? parts.intake.mbox(
            account, incoming.path, incoming.octets, incoming.duplicates, Progress.UNWATCHED)
        : parts.intake.maildir(account, incoming.octets, incoming.duplicates, Progress.UNWATCHED);
  }

  /// Begins to take over an account on another server.
  ///
  /// @return the task, which counts messages; started again after it was broken off, it goes on
  ///   where it was
  public Outcome<Task> takeOver(Caller caller, String key, RemoteAccount remote) {
    return of(
        caller,
        Permission.MAIL_TAKE_OVER,
        key,
        account ->
            tasks.start(
                caller,
                "import",
                account.login() + " from " + remote.name(),
                progress -> takenOver(mail.open(account.id()), remote, progress)));
  }

  private TaskReport takenOver(MailAccount account, RemoteAccount remote, Progress progress)
      throws IOException {
    try {
      return report(parts.takeOver.run(account, remote, progress));
    } catch (BrokenOffException e) {
      throw new IOException(e.getMessage() + "; until then: " + e.words(), e);
    }
  }

  private static TaskReport report(ImapImport.Result result) {
    List<List<String>> rows = new ArrayList<>();
    result
        .failures()
        .forEach((mailbox, why) -> {
          if (rows.size() < TaskReport.MOST_ROWS) {
            rows.add(List.of(mailbox, why));
          }
        });
    return rows.isEmpty()
        ? TaskReport.of(result.counts())
        : new TaskReport(result.counts(), List.of("mailbox", "left out"), rows);
  }

  private void note(
      String operation, Account account, Format format, String path, Map<String, Long> counts) {
    var all =
        new AuditChange.Parts()
            .field("format", null, format.name().toLowerCase(Locale.ROOT))
            .field("mailbox", null, path.isEmpty() ? null : path);
    counts.forEach((name, count) -> all.field(name, null, String.valueOf(count)));
    String id = String.valueOf(account.id().value());
    trail.note(new AuditChange(operation, "mail", id, account.login(), all.all()));
  }

  private <T> Outcome<T> of(
      Caller caller, Permission permission, String key, Function<Account, Outcome<T>> operation) {
    try {
      return Outcome.allowed(
          caller,
          permission,
          () ->
              owners
                  .find(caller, key)
                  .then(found ->
                      owners
                          .reach()
                          .<T>objection(caller, found.account())
                          .orElseGet(() -> operation.apply(found.account()))));
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }
}
