package org.mailkeep.directory.remote;

import java.util.List;
import org.mailkeep.connections.Age;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.smtp.ClientStep;
import org.mailkeep.wire.smtp.SmtpClient;
import org.mailkeep.wire.smtp.SmtpReply;

/// A session with an SMTP or LMTP server in which nobody is logged in yet.
final class SmtpSession implements LoginSession {
  private final SmtpClient client;
  private final RemoteServer server;
  private final boolean trusted;
  private final Age age;
  private int recipients;
  private int failures;
  private boolean used;

  /// @param client greeted, and encrypted where that can be
  /// @param trusted whether it may be told secrets without encryption
  SmtpSession(SmtpClient client, RemoteServer server, boolean trusted) {
    this.client = client;
    this.server = server;
    this.trusted = trusted;
    this.age = new Age(server.times().life());
  }

  @Override
  public LoginAnswer logIn(ClientIdentity identity) throws SessionLost {
    return switch (done(client.authenticate(identity, trusted))) {
      case ClientStep.Done _ -> {
        used = true;
        yield new LoginAnswer.Right();
      }
      case ClientStep.NotOffered() -> noLogin();
      case ClientStep.Refused(var reply) -> {
        failures++;
        yield refused(reply);
      }
      case ClientStep.Lost(var reason) -> throw lost(reason);
    };
  }

  /// Servers for final delivery often know of no login at all.
  private LoginAnswer noLogin() {
    boolean never =
        server.protocol() == ChosenDirectory.Kind.LMTP
            && client.extensions().mechanisms().isEmpty();
    return never
        ? new LoginAnswer.Wrong(Authentication.Reason.UNSUPPORTED)
        : new LoginAnswer.Unclear(server.where() + " offers no login that may be used");
  }

  // RFC 4954 §6: 535 is for the credentials; 432, 454, 534 and 538 want something else
  private LoginAnswer refused(SmtpReply reply) {
    return switch (reply.code()) {
      case 535 -> new LoginAnswer.Wrong(Authentication.Reason.WRONG_SECRET);
      case 525 -> new LoginAnswer.Wrong(Authentication.Reason.DISABLED); // RFC 5248
      default ->
          reply.isPermanent() && reply.enhanced().equals("5.7.8")
              ? new LoginAnswer.Wrong(Authentication.Reason.WRONG_SECRET)
              : new LoginAnswer.Unclear(server.where() + ": " + reply);
    };
  }

  /// Whether mail for an address is taken.
  ///
  /// @throws SessionLost when the server ends the session before it has answered
  Answer<Boolean> takes(String address) throws SessionLost {
    recipients++;
    return switch (done(client.tryRecipient(address))) {
      case ClientStep.Done _ -> new Answer.Found<>(true);
      case ClientStep.NotOffered() -> new Answer.Unknown<>();
      case ClientStep.Refused(var reply) -> recipient(reply);
      case ClientStep.Lost(var reason) -> throw lost(reason);
    };
  }

  /// X.1.X is about the address, X.2.X about a mailbox that is there (RFC 3463 §3.2, §3.3); without
  /// such a code 550, 551 and 553 are about the address (RFC 5321 §4.2.3).
  private Answer<Boolean> recipient(SmtpReply reply) {
    String code = reply.enhanced();
    if (code.startsWith("4.2.") || code.startsWith("5.2.")) {
      return new Answer.Found<>(true);
    }
    boolean bare = code.isEmpty() && List.of(550, 551, 553).contains(reply.code());
    return bare || code.startsWith("5.1.")
        ? new Answer.Unknown<>()
        : new Answer.Unavailable<>(server.where() + ": " + reply);
  }

  /// What the server tells of a name or a list.
  ///
  /// @param verb `VRFY` or `EXPN`
  /// @return lines; unknown when it knows nothing or tells nobody
  /// @throws SessionLost when the server ends the session before it has answered
  Answer<List<String>> tells(String verb, String text) throws SessionLost {
    recipients++;
    return switch (done(client.inquire(verb, text))) {
      case ClientStep.Done(var reply) when reply.code() != 252 -> new Answer.Found<>(reply.lines());
      case ClientStep.Refused(var reply) when reply.code() == 553 ->
          new Answer.Found<>(reply.lines()); // several that may be meant
      case ClientStep.Refused(var reply) when reply.isTransient() ->
          new Answer.Unavailable<>(server.where() + ": " + reply);
      case ClientStep.Done _, ClientStep.NotOffered _, ClientStep.Refused _ ->
          new Answer.Unknown<>();
      case ClientStep.Lost(var reason) -> throw lost(reason);
    };
  }

  private ClientStep done(ClientStep step) {
    age.spoke();
    return step;
  }

  private SessionLost lost(String reason) {
    return new SessionLost(server.where() + ": " + reason);
  }

  @Override
  public boolean isGood() {
    return client.isUsable()
        && !used
        && failures < server.limits().failures()
        && recipients < server.limits().recipients()
        && !age.isOver()
        && (!age.hasRested() || answers());
  }

  private boolean answers() {
    boolean answers = client.reset();
    age.spoke();
    return answers;
  }

  @Override
  public void close() {
    client.leave();
  }
}
