package org.mailkeep.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Role;
import org.mailkeep.store.api.Reader;
import org.mailkeep.wire.imap.ClientStep;
import org.mailkeep.wire.imap.ImapClient;
import org.mailkeep.wire.imap.ImapDownload;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Dialler;

/// Takes over the mail of an account on another server by IMAP, with folders, flags and dates.
/// Nothing changes there. Cut short, it goes on where it was when it is begun again; what was taken
/// over otherwise is known again by Message-ID and size. Safe for many threads.
///
/// Where a mailbox with all messages is (RFC 6154 §2 `\All`), such as Gmail's, it comes last, and
/// what no other mailbox has that was taken over goes into the archive: with Gmail, archived mail
/// is nowhere else.
///
/// @param store keeps how far it has come
/// @param times how long the other server may take
/// @param archive the path of the archive where an account has none yet
public record ImapImport(
    MailImport intake, Reader store, Dialler dialler, Times times, String archive) {
  /// Virtual mailboxes, whose messages are in others, too (RFC 6154 §2).
  private static final Set<String> VIRTUAL = Set.of("\\flagged", "\\important");

  private static final String ALL = "\\all";

  private static final Set<String> CLOSED = Set.of("\\noselect", "\\nonexistent");

  /// How long what may take.
  ///
  /// @param connect until the greeting, and a handshake
  /// @param answer to a command, and between octets
  public record Times(Duration connect, Duration answer) {}

  /// What came of it.
  ///
  /// @param counts by name
  /// @param failures why a mailbox was left out, by its name there
  public record Result(Map<String, Long> counts, Map<String, String> failures) {}

  /// Takes over what is not here yet.
  ///
  /// @throws TransferException when there is no getting in
  /// @throws BrokenOffException when the server or the network fails on the way, or the account has
  ///   no room
  public Result run(MailAccount account, RemoteAccount remote, Progress progress)
      throws IOException {
    progress.begin("logging in at " + remote.host(), Progress.UNKNOWN, "messages");
    ImapClient client = open(remote);
    try {
      Intake into = intake.into(account, new Intake.Habits(false, false));
      try {
        return run(account, remote, new Way(new ImapDownload(client), into, progress));
      } catch (IOException e) {
        throw into.brokenOff(e);
      }
    } finally {
      client.logout();
    }
  }

  /// How mail comes.
  private record Way(ImapDownload download, Intake into, Progress progress) {}

  private Result run(MailAccount account, RemoteAccount remote, Way way) throws IOException {
    Map<String, String> failures = new LinkedHashMap<>();
    List<ImapDownload.Listed> all = way.download.list();
    Subscriptions subscriptions = Subscriptions.of(account, way.download);
    boolean below = all.stream().allMatch(ImapImport::isBelowInbox);
    for (ImapDownload.Listed mailbox : wanted(all, remote)) {
      way.progress.check();
      String path = path(account, mailbox, below);
      if (way.into.mailbox(path, isAll(mailbox) ? Role.ARCHIVE : null).isEmpty()) {
        failures.put(mailbox.name(), "\"" + path + "\" cannot be the name of a mailbox");
        continue;
      }
      subscriptions.takeOver(mailbox.name(), path);
      if (isAll(mailbox)) {
        way.into.takeTheRest();
      }
      byte[] key = ImapMark.key(account.id(), remote, mailbox.name());
      try {
        new ImapMailbox(way.download, way.into, path, key).run(mailbox.name(), store, way.progress);
      } catch (ImapDownload.Refused e) {
        failures.put(mailbox.name(), String.valueOf(e.getMessage()));
      }
    }
    return new Result(way.into.counts().all(), failures);
  }

  private static List<ImapDownload.Listed> wanted(
      List<ImapDownload.Listed> all, RemoteAccount remote) {
    Set<String> names =
        Stream.of(remote.mailboxes().split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    return all.stream()
        .filter(mailbox -> mailbox.attributes().stream().noneMatch(CLOSED::contains))
        .filter(mailbox ->
            names.isEmpty()
                ? mailbox.attributes().stream().noneMatch(VIRTUAL::contains)
                : names.contains(String.join("/", mailbox.levels())))
        .sorted(Comparator.comparing(ImapImport::isAll))
        .toList();
  }

  private static boolean isAll(ImapDownload.Listed mailbox) {
    return mailbox.attributes().contains(ALL);
  }

  private static boolean isBelowInbox(ImapDownload.Listed mailbox) {
    return mailbox.levels().getFirst().equalsIgnoreCase(Mailbox.INBOX);
  }

  /// Where the messages of a mailbox go: into the one with its role, or under its name. Servers
  /// that have all mailboxes below the inbox have it nowhere else.
  private String path(MailAccount account, ImapDownload.Listed mailbox, boolean below) {
    if (isAll(mailbox)) {
      return account.withRole(Role.ARCHIVE).map(Mailbox::path).orElse(archive);
    }
    Optional<Mailbox> same =
        mailbox.attributes().stream()
            .flatMap(attribute -> Role.ofAttribute(attribute).stream())
            .findFirst()
            .flatMap(account::withRole);
    List<String> levels = new ArrayList<>(mailbox.levels());
    if (below && levels.size() > 1) {
      levels.removeFirst();
    }
    return same.map(Mailbox::path)
        .orElseGet(() ->
            levels.stream()
                .map(level -> level.replaceAll("[/%*]", "_").strip())
                .collect(Collectors.joining("/")));
  }

  private ImapClient open(RemoteAccount remote) throws IOException {
    ClientTls tls =
        remote.anyCertificate()
            ? ClientTls.opportunistic(times.connect)
            : ClientTls.verified(times.connect);
    Connection connection = dial(remote);
    var client = new ImapClient(connection, new ImapClient.Times(times.connect, times.answer));
    boolean open = false;
    try {
      if (remote.security() == RemoteAccount.Security.TLS) {
        connection.idleLimit(times.connect, "timeout of the handshake");
        connection.startTls(tls, remote.host());
      }
      demand(client.greet(), remote);
      if (remote.security() == RemoteAccount.Security.STARTTLS) {
        demand(client.startTls(tls, remote.host()), remote);
      }
      var identity = new ClientIdentity.Password("", remote.login(), remote.password());
      boolean trusted = remote.security() == RemoteAccount.Security.NONE;
      demand(client.authenticate(identity, trusted), remote);
      open = true;
      return client;
    } finally {
      if (!open) {
        client.close();
      }
    }
  }

  private Connection dial(RemoteAccount remote) throws IOException {
    try {
      var address = new InetSocketAddress(InetAddress.getByName(remote.host()), remote.port());
      var where = new Dialler.Destination(address, Optional.empty(), times.connect, times.connect);
      return switch (dialler.dial(where)) {
        case Dialler.Connected(var connection) -> connection;
        case Dialler.Unreachable(_, var reason) -> throw trouble(remote, reason);
      };
    } catch (UnknownHostException _) {
      throw trouble(remote, "there is no such host");
    }
  }

  private static void demand(ClientStep step, RemoteAccount remote) throws TransferException {
    switch (step) {
      case ClientStep.Done() -> {}
      case ClientStep.NotOffered() ->
          throw trouble(remote, "it offers neither TLS nor a login that keeps the password secret");
      case ClientStep.Refused(var code, var text) ->
          throw trouble(remote, "NO " + (code.isEmpty() ? "" : "[" + code + "] ") + text);
      case ClientStep.Lost(var reason) -> throw trouble(remote, reason);
    }
  }

  private static TransferException trouble(RemoteAccount remote, String reason) {
    return new TransferException(remote.host() + ":" + remote.port() + ": " + reason);
  }
}
