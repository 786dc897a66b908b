package org.mailkeep.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.LoginGuard;
import org.mailkeep.auth.Sessions;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Event;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.Envelope;
import org.mailkeep.wire.smtp.HelloKind;
import org.mailkeep.wire.smtp.MailParameters;
import org.mailkeep.wire.smtp.MessageSink;
import org.mailkeep.wire.smtp.Path;
import org.mailkeep.wire.smtp.RcptParameters;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSession;

/// A session with a server whose parts are all in memory, without the wire: does what the adapter
/// does between a command and its reply.
final class Talk {
  private static final String LIMITS =
      """
      session.data.limits.received-headers = 3
      session.data.limits.header-fields = 10
      session.data.limits.header-size = 1000
      """;

  static final String NOW = "Sun, 22 Nov 2026 03:28:21 +0000";

  final FakeDirectory directory =
      new FakeDirectory()
          .with(1, "jane@example.org")
          .with(2, "joe@example.org")
          .with(3, "full@example.org")
          .with(4, "gone@example.org")
          .with(5, "postmaster@example.org");
  final FakeBlobs blobs = new FakeBlobs();
  final FakeQueue queue = new FakeQueue();
  final Map<AccountId, Quota> quotas = new HashMap<>();
  final List<Event> events = new ArrayList<>();
  final SmtpSession session;
  final SmtpServer server;

  final ChangingRoles roles = new ChangingRoles();
  final Sessions sessions = new Sessions(LoginGuard.NONE, new Authority(roles, directory, _ -> ""));
  final FakeWorld world = new FakeWorld();

  Talk(SmtpService service) {
    this(service, "192.0.2.7");
  }

  Talk(SmtpService service, String remote) {
    this(service, remote, "");
  }

  /// @param toml more of the configuration
  Talk(SmtpService service, String remote, String toml) {
    session =
        new SmtpSession(
            new SmtpSession.Peer(
                42,
                "test",
                service,
                new InetSocketAddress(InetAddress.ofLiteral(remote), 40_000),
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 25)));
    var ports =
        new SmtpPorts(
            directory,
            sessions,
            to -> quotas.getOrDefault(to.account(), new Quota(0, 0, 0, 0)),
            blobs,
            queue,
            events::add,
            InstantSource.fixed(Instant.parse("2026-11-22T03:28:21Z")),
            count -> new byte[count],
            world);
    server =
        new SmtpServer(
            ports,
            SmtpPolicySettings.policy(
                Configuration.of(LIMITS + toml, SmtpPolicySettings.class), "mx.example.org"));
  }

  static Talk relay() {
    var talk = new Talk(SmtpService.RELAY);
    talk.hello(HelloKind.EHLO, "client.example.net");
    return talk;
  }

  static Talk submission() {
    var talk = new Talk(SmtpService.SUBMISSION);
    talk.session.secured(new SmtpSession.Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256"));
    talk.hello(HelloKind.EHLO, "laptop");
    talk.login("jane@example.org", "secret");
    return talk;
  }

  static Talk lmtp() {
    var talk = new Talk(SmtpService.LMTP);
    talk.hello(HelloKind.LHLO, "relay");
    return talk;
  }

  String hello(HelloKind kind, String name) {
    var hello = new Command.Hello(kind, name);
    SmtpReply reply = server.hello(session, hello);
    if (reply.isPositive()) {
      session.greeted(hello);
    }
    return reply.toString();
  }

  String login(String user, String secret) {
    return server.authenticate(session, new Claim.Password("", user, secret)).toString();
  }

  String mail(String address) {
    return mail(address, MailParameters.NONE);
  }

  String mail(String address, MailParameters with) {
    session.closeTransaction();
    var mail = new Command.Mail(path(address), with);
    SmtpReply reply = server.mail(session, mail);
    if (reply.isPositive()) {
      session.open(new Envelope(mail));
    }
    return reply.toString();
  }

  String rcpt(String address) {
    return rcpt(address, RcptParameters.NONE);
  }

  String rcpt(String address, RcptParameters with) {
    var rcpt = new Command.Rcpt(path(address), with);
    SmtpReply reply = server.rcpt(session, rcpt);
    if (reply.isPositive()) {
      session.envelope().orElseThrow().add(rcpt);
    }
    return reply.toString();
  }

  /// Sends content in one piece.
  String data(String content) {
    return data(content, Integer.MAX_VALUE);
  }

  /// Sends content in pieces of a size; replies are joined by ` / `.
  String data(String content, int piece) {
    return switch (server.data(session)) {
      case SmtpListener.DataStart.Accept(var sink) -> fill(sink, content, piece);
      case SmtpListener.DataStart.Refuse(var reply) -> reply.toString();
    };
  }

  private String fill(MessageSink sink, String content, int piece) {
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    try {
      for (int at = 0; at < octets.length; at += Math.min(piece, octets.length)) {
        sink.write(octets, at, Math.min(piece, octets.length - at));
      }
    } catch (MessageSink.Refused e) {
      sink.discard();
      return e.reply().toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    List<SmtpReply> replies = server.deliver(session, sink);
    return replies.stream().map(SmtpReply::toString).collect(Collectors.joining(" / "));
  }

  /// The one message in the queue.
  String message() {
    if (queue.messages.size() != 1) {
      throw new AssertionError("messages in the queue: " + queue.messages.size());
    }
    return queue.messages.getFirst();
  }

  private static Path path(String address) {
    int at = address.lastIndexOf('@');
    if (address.isEmpty()) {
      return Path.NULL;
    }
    return at < 0
        ? new Path(address, "")
        : new Path(address.substring(0, at), address.substring(at + 1));
  }
}
