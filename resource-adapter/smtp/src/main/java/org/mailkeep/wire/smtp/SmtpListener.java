package org.mailkeep.wire.smtp;

import java.util.List;
import java.util.Optional;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ScramKeys;

/// What the server does with a command: the interface of the message-driven bean.
///
/// Each method is one delivery. Deliveries of one session come one after the other, on the
/// connection's thread, and each may reach another instance: what must last stands in the
/// [SmtpSession]. A refusal is a reply value. An exception is a bug or an outage: the adapter
/// answers 451 4.3.0 and goes on.
public interface SmtpListener {

  /// A client has connected. A 220 reply is the greeting; any other is sent and ends the session
  /// (RFC 5321 §3.1).
  SmtpReply connect(SmtpSession session);

  /// EHLO, HELO or LHLO. On 250 the adapter sends the reply's first line, followed by the keywords
  /// of the extensions offered (RFC 5321 §4.1.1.1).
  SmtpReply hello(SmtpSession session, Command.Hello hello);

  /// What SCRAM-SHA-256 has to know of a login's password, made up where there is nothing to know;
  /// empty when nobody can say now.
  Optional<ScramKeys> scramKeys(SmtpSession session, String login);

  /// The client has said by AUTH who it is. On 235 the listener has called
  /// [SmtpSession#authenticated] (RFC 4954 §4).
  SmtpReply authenticate(SmtpSession session, Claim claim);

  /// MAIL. On 250 the transaction is open (RFC 5321 §4.1.1.2).
  SmtpReply mail(SmtpSession session, Command.Mail mail);

  /// RCPT, with a transaction open. On 250 or 251 the recipient stands in the envelope (RFC 5321
  /// §4.1.1.3).
  SmtpReply rcpt(SmtpSession session, Command.Rcpt rcpt);

  /// VRFY, where the session is offered it: the addresses that a text stands for (RFC 5321 §3.5).
  SmtpReply verify(SmtpSession session, Command.Vrfy vrfy);

  /// EXPN, where the session is offered it: the members of a list or group (RFC 5321 §3.5).
  SmtpReply expand(SmtpSession session, Command.Expn expn);

  /// DATA or the first BDAT: asks where the content shall go. The connection's thread writes to the
  /// sink outside any delivery, then calls [#deliver], or discards the sink.
  DataStart data(SmtpSession session);

  /// The content is complete in the sink. SMTP wants exactly one reply; LMTP one for each recipient
  /// of the envelope, in order (RFC 2033 §4.2). A positive reply means that the message is on
  /// stable storage.
  List<SmtpReply> deliver(SmtpSession session, MessageSink sink);

  /// The session is over, for whatever reason. The envelope is gone; no call follows.
  void disconnect(SmtpSession session);

  /// The answer to [#data].
  sealed interface DataStart {
    /// Go on: 354 is sent and the content written here.
    record Accept(MessageSink sink) implements DataStart {}

    /// Do not: the reply is sent instead of 354.
    record Refuse(SmtpReply reply) implements DataStart {}
  }
}
