package org.mailkeep.wire.smtp;

import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.smtp.MailParameters.Body;

/// The order of a session as a function: a state and a command give a step (RFC 5321 §4.1.4). It
/// blocks on nothing itself; [Policy] answers what needs the server.
///
/// @param service decides between the verbs of SMTP and LMTP
/// @param policy the server's opinion
record SmtpMachine(SmtpService service, Policy policy) {

  /// What the server is asked. Each answer is a reply.
  interface Policy {
    SmtpReply hello(Command.Hello hello);

    SmtpReply mail(Command.Mail mail);

    SmtpReply rcpt(Command.Rcpt rcpt);

    SmtpReply verify(Command.Vrfy vrfy);

    SmtpReply expand(Command.Expn expn);
  }

  /// Where a session stands. `messages` counts those whose content was asked for.
  sealed interface State {
    int messages();

    /// Connected, or secured by STARTTLS; no hello yet.
    record Connected(int messages) implements State {}

    /// A hello was accepted; no transaction.
    record Ready(int messages) implements State {}

    /// MAIL was accepted, and so many recipients.
    record Open(Command.Mail mail, int recipients, int messages) implements State {}

    /// BDAT has begun, without LAST so far.
    record Chunking(Command.Mail mail, int messages) implements State {}
  }

  /// What to do about a command.
  sealed interface Step {
    /// Send the reply.
    record Say(SmtpReply reply, State next) implements Step {}

    /// Send the reply and close.
    record Leave(SmtpReply reply) implements Step {}

    /// Start TLS; then the session begins anew (RFC 3207 §4.2).
    record Secure(State next) implements Step {}

    /// Run the exchange (RFC 4954 §4).
    record Authenticate(Command.Auth auth, State next) implements Step {}

    /// Send 354 and read the content, if the server gives a sink for it.
    record ReadContent(State next) implements Step {}

    /// Read the chunk into the sink; the first one asks the server for it. `failed` is the state
    /// when the chunk or the message is refused.
    record ReadChunk(Command.Bdat chunk, boolean first, State next, State failed) implements Step {}

    /// Read the chunk, drop it, send the reply (RFC 3030 §2).
    record DropChunk(Command.Bdat chunk, SmtpReply reply, State next) implements Step {}
  }

  Step on(State state, Command command, Offer offer, boolean authenticated) {
    return switch (command) {
      case Command.Quit() -> new Step.Leave(Replies.BYE);
      case Command.Noop() -> say(Replies.OK, state);
      case Command.Help(var _) -> say(Replies.HELP, state);
      case Command.Vrfy vrfy ->
          say(offer.rules().vrfy() ? policy.verify(vrfy) : Replies.CANNOT_VERIFY, state);
      case Command.Expn expn ->
          say(offer.rules().expn() ? policy.expand(expn) : Replies.NO_EXPN, state);
      case Command.Rset() -> say(Replies.OK, withoutTransaction(state));
      case Command.Hello hello -> hello(state, hello);
      case Command.StartTls() -> startTls(state, offer);
      case Command.Auth auth -> auth(state, auth, offer, authenticated);
      case Command.Mail mail -> mail(state, mail, offer);
      case Command.Rcpt rcpt -> rcpt(state, rcpt, offer);
      case Command.Data() -> data(state);
      case Command.Bdat chunk -> bdat(state, chunk, offer);
    };
  }

  // A hello in the middle of a session acts like RSET (RFC 5321 §4.1.4). LMTP has LHLO in place of
  // HELO and EHLO (RFC 2033 §4.1).
  private Step hello(State state, Command.Hello hello) {
    boolean lmtp = service == SmtpService.LMTP;
    if (lmtp != (hello.kind() == HelloKind.LHLO)) {
      return say(Replies.UNRECOGNIZED, state);
    }
    SmtpReply reply = policy.hello(hello);
    return say(reply, reply.isPositive() ? new State.Ready(state.messages()) : state);
  }

  private Step startTls(State state, Offer offer) {
    return switch (state) {
      case State.Connected _ when offer.rules().helloRequired() -> say(Replies.HELLO_FIRST, state);
      case State.Open _, State.Chunking _ -> say(Replies.IN_TRANSACTION, state);
      case State.Connected _, State.Ready _ ->
          offer.startTls()
              ? new Step.Secure(new State.Connected(state.messages()))
              : say(offer.tls() ? Replies.TLS_ACTIVE : Replies.NO_TLS, state);
    };
  }

  // RFC 4954 §4: not during a transaction, not twice
  private Step auth(State state, Command.Auth auth, Offer offer, boolean authenticated) {
    return switch (state) {
      case State.Connected _ when offer.rules().helloRequired() -> say(Replies.HELLO_FIRST, state);
      case State.Open _, State.Chunking _ -> say(Replies.IN_TRANSACTION, state);
      case State.Connected _, State.Ready _ -> {
        if (authenticated) {
          yield say(Replies.AUTHENTICATED, state);
        }
        if (offer.mechanisms().isEmpty()) {
          yield say(offer.authAfterTls() ? Replies.AUTH_NEEDS_TLS : Replies.NO_AUTH, state);
        }
        yield offer.mechanisms().contains(auth.mechanism())
            ? new Step.Authenticate(auth, state)
            : say(Replies.UNKNOWN_MECHANISM, state);
      }
    };
  }

  private Step mail(State state, Command.Mail mail, Offer offer) {
    return switch (state) {
      case State.Connected _ when offer.rules().helloRequired() -> say(Replies.HELLO_FIRST, state);
      case State.Open _ -> say(Replies.NESTED_MAIL, state);
      case State.Chunking _ -> say(Replies.IN_CHUNKS, state);
      case State.Connected _, State.Ready _ -> {
        SmtpReply reply = refusal(mail, offer, state.messages());
        reply = reply != null ? reply : policy.mail(mail);
        yield say(reply, reply.isPositive() ? new State.Open(mail, 0, state.messages()) : state);
      }
    };
  }

  private @Nullable SmtpReply refusal(Command.Mail mail, Offer offer, int messages) {
    MailParameters with = mail.parameters();
    if (messages >= offer.limits().messages()) {
      return Replies.TOO_MANY_MESSAGES;
    }
    if (with.size() > offer.limits().messageSize()) {
      return Replies.TOO_BIG;
    }
    if (!with.smtputf8() && !mail.from().isAscii()) {
      return Replies.NEEDS_UTF8;
    }
    if (with.body() == Body.BINARY && !offer.rules().chunking()) {
      return Replies.NO_CHUNKING;
    }
    return !offer.rules().dsn() && (with.ret() != null || with.envid() != null)
        ? Replies.NO_DSN
        : null;
  }

  private Step rcpt(State state, Command.Rcpt rcpt, Offer offer) {
    return switch (state) {
      case State.Connected _, State.Ready _ -> say(Replies.MAIL_FIRST, state);
      case State.Chunking _ -> say(Replies.IN_CHUNKS, state);
      case State.Open open -> {
        SmtpReply reply = refusal(open, rcpt, offer);
        reply = reply != null ? reply : policy.rcpt(rcpt);
        int more = reply.isPositive() ? 1 : 0;
        yield say(reply, new State.Open(open.mail(), open.recipients() + more, open.messages()));
      }
    };
  }

  private @Nullable SmtpReply refusal(State.Open open, Command.Rcpt rcpt, Offer offer) {
    if (open.recipients() >= offer.limits().recipients()) {
      return Replies.TOO_MANY_RECIPIENTS;
    }
    if (!open.mail().parameters().smtputf8() && !rcpt.to().isAscii()) {
      return Replies.NEEDS_UTF8;
    }
    return !offer.rules().dsn() && !rcpt.parameters().equals(RcptParameters.NONE)
        ? Replies.NO_DSN
        : null;
  }

  private Step data(State state) {
    return switch (state) {
      case State.Connected _, State.Ready _ -> say(Replies.MAIL_FIRST, state);
      case State.Chunking _ -> say(Replies.IN_CHUNKS, withoutTransaction(state));
      case State.Open open when open.mail().parameters().body() == Body.BINARY ->
          say(Replies.BINARY_NEEDS_BDAT, withoutTransaction(state));
      case State.Open open when open.recipients() == 0 -> say(Replies.NO_RECIPIENTS, state);
      case State.Open _ -> new Step.ReadContent(oneMore(state));
    };
  }

  private Step bdat(State state, Command.Bdat chunk, Offer offer) {
    if (!offer.rules().chunking()) {
      return new Step.DropChunk(chunk, Replies.NO_CHUNKING, state);
    }
    return switch (state) {
      case State.Connected _, State.Ready _ -> new Step.DropChunk(chunk, Replies.MAIL_FIRST, state);
      case State.Open open when open.recipients() == 0 ->
          new Step.DropChunk(chunk, Replies.NO_RECIPIENTS, withoutTransaction(state));
      case State.Open open -> {
        State begun = new State.Chunking(open.mail(), open.messages() + 1);
        yield chunk(chunk, true, begun);
      }
      case State.Chunking _ -> chunk(chunk, false, state);
    };
  }

  private static Step chunk(Command.Bdat chunk, boolean first, State state) {
    State done = withoutTransaction(state);
    return new Step.ReadChunk(chunk, first, chunk.last() ? done : state, done);
  }

  private static State withoutTransaction(State state) {
    return switch (state) {
      case State.Connected _, State.Ready _ -> state;
      case State.Open _, State.Chunking _ -> new State.Ready(state.messages());
    };
  }

  private static State oneMore(State state) {
    return new State.Ready(state.messages() + 1);
  }

  private static Step say(SmtpReply reply, State next) {
    return new Step.Say(reply, next);
  }
}
