package org.mailkeep.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
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
/// @param store keeps how far it has come
/// @param times how long the other server may take
public record ImapImport(MailImport intake, Reader store, Dialler dialler, Times times) {
  /// Virtual mailboxes, whose messages are in others, too (RFC 6154 §2).
  private static final Set<String> VIRTUAL = Set.of("\\all", "\\flagged", "\\important");

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
  /// @throws TransferException when there is no getting in, or the account has no room
  /// @throws IOException when the server or the network fails on the way
  public Result run(MailAccount account, RemoteAccount remote, Progress progress)
      throws IOException {
    progress.begin("logging in at " + remote.host(), Progress.UNKNOWN, "messages");
    ImapClient client = open(remote);
    try {
      var download = new ImapDownload(client);
      Intake into = intake.into(account, false);
      Map<String, String> failures = new LinkedHashMap<>();
      List<ImapDownload.Listed> all = download.list();
      boolean below = all.stream().allMatch(ImapImport::isBelowInbox);
      for (ImapDownload.Listed mailbox : wanted(all, remote)) {
        progress.check();
        String path = path(account, mailbox, below);
        if (into.mailbox(path).isEmpty()) {
          failures.put(mailbox.name(), "\"" + path + "\" cannot be the name of a mailbox");
          continue;
        }
        byte[] key = ImapMark.key(account.id(), remote, mailbox.name());
        try {
          new ImapMailbox(download, into, path, key).run(mailbox.name(), store, progress);
        } catch (ImapDownload.Refused e) {
          failures.put(mailbox.name(), String.valueOf(e.getMessage()));
        }
      }
      return new Result(into.counts().all(), failures);
    } finally {
      client.logout();
    }
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
        .toList();
  }

  private static boolean isBelowInbox(ImapDownload.Listed mailbox) {
    return mailbox.levels().getFirst().equalsIgnoreCase(Mailbox.INBOX);
  }

  /// Where the messages of a mailbox go: into the one with its role, or under its name. Servers
  /// that have all mailboxes below the inbox have it nowhere else.
  private static String path(MailAccount account, ImapDownload.Listed mailbox, boolean below) {
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
