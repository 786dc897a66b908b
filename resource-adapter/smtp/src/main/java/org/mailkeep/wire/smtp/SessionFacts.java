package org.mailkeep.wire.smtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.mailkeep.expression.Facts;
import org.mailkeep.expression.Value;
import org.mailkeep.expression.Values;
import org.mailkeep.expression.Variable;

/// What rules are told of a session, as it is when they ask. What is not known yet is the empty
/// text. Addresses are in lower case as far as that cannot change their meaning: their domains are.
public final class SessionFacts implements Facts {
  private final SmtpSession session;
  private final Path sender;
  private final Path recipient;

  /// A session between commands.
  public SessionFacts(SmtpSession session) {
    this(session, session.envelope().map(e -> e.mail().from()).orElse(Path.NULL), Path.NULL);
  }

  private SessionFacts(SmtpSession session, Path sender, Path recipient) {
    this.session = session;
    this.sender = sender;
    this.recipient = recipient;
  }

  /// The same while MAIL is decided.
  public SessionFacts from(Path path) {
    return new SessionFacts(session, path, recipient);
  }

  /// The same while RCPT is decided.
  public SessionFacts to(Path path) {
    return new SessionFacts(session, sender, path);
  }

  @Override
  public Value of(Variable variable) {
    return switch (variable) {
      case LISTENER -> Values.of(session.peer().listener());
      case REMOTE_IP -> ip(session.peer().remote());
      case REMOTE_PORT -> Values.of(session.peer().remote().getPort());
      case LOCAL_IP -> ip(session.peer().local());
      case LOCAL_PORT -> Values.of(session.peer().port());
      case PROTOCOL -> Values.of(session.service() == SmtpService.LMTP ? "lmtp" : "smtp");
      case IS_TLS -> Values.of(session.tls().isPresent());
      case HELO_DOMAIN -> Values.of(session.hello().map(Command.Hello::name).orElse(""));
      case AUTHENTICATED_AS -> Values.of(session.login().orElse(""));
      case SENDER -> Values.of(address(sender));
      case SENDER_DOMAIN -> Values.of(domain(sender));
      case RCPT -> Values.of(address(recipient));
      case RCPT_DOMAIN -> Values.of(domain(recipient));
      case RECIPIENTS -> recipients();
      case PRIORITY -> Values.of(0); // RFC 6710 §4.1: what has none
      case MX, RETRY_NUM, NOTIFY_NUM, EXPIRES_IN, LAST_STATUS, LAST_ERROR -> Values.NOTHING;
    };
  }

  private Value recipients() {
    return Values.of(
        session
            .envelope()
            .map(e -> e.recipients().stream().map(rcpt -> address(rcpt.to())).toList())
            .orElse(List.of()));
  }

  private static Value ip(InetSocketAddress end) {
    InetAddress address = end.getAddress();
    return address == null ? Values.EMPTY : Values.of(address.getHostAddress());
  }

  private static String address(Path path) {
    return path.toAddress().map(address -> address.canonical().toString()).orElse(path.address());
  }

  private static String domain(Path path) {
    return path.toAddress().map(address -> address.domain().ascii()).orElse(path.domain());
  }
}
