package org.mailkeep.directory.remote;

import java.util.Set;
import org.mailkeep.connections.Age;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.wire.imap.ClientStep;
import org.mailkeep.wire.imap.ImapClient;
import org.mailkeep.wire.sasl.ClientIdentity;

/// A session with an IMAP server in which nobody is logged in yet.
final class ImapSession implements LoginSession {
  /// With these codes a server says that the credentials are wrong (RFC 5530 §3); as it did before
  /// there were codes, with none.
  private static final Set<String> WRONG = Set.of("", "AUTHENTICATIONFAILED");

  /// With these that they are right, and of no use.
  private static final Set<String> DISABLED = Set.of("AUTHORIZATIONFAILED", "EXPIRED");

  private final ImapClient client;
  private final RemoteServer server;
  private final boolean trusted;
  private final Age age;
  private int failures;
  private boolean used;

  /// @param client greeted, and encrypted where that can be
  /// @param trusted whether it may be told secrets without encryption
  ImapSession(ImapClient client, RemoteServer server, boolean trusted) {
    this.client = client;
    this.server = server;
    this.trusted = trusted;
    this.age = new Age(server.times().life());
  }

  @Override
  public LoginAnswer logIn(ClientIdentity identity) throws SessionLost {
    ClientStep step = client.authenticate(identity, trusted);
    age.spoke();
    return switch (step) {
      case ClientStep.Done() -> {
        used = true;
        yield new LoginAnswer.Right();
      }
      case ClientStep.NotOffered() ->
          new LoginAnswer.Unclear(server.where() + " offers no login that may be used");
      case ClientStep.Refused(var code, var text) -> refused(code, text);
      case ClientStep.Lost(var reason) -> throw new SessionLost(server.where() + ": " + reason);
    };
  }

  private LoginAnswer refused(String code, String text) {
    failures++;
    if (WRONG.contains(code)) {
      return new LoginAnswer.Wrong(Authentication.Reason.WRONG_SECRET);
    }
    return DISABLED.contains(code)
        ? new LoginAnswer.Wrong(Authentication.Reason.DISABLED)
        : new LoginAnswer.Unclear(server.where() + ": NO [" + code + "] " + text);
  }

  @Override
  public boolean isGood() {
    return client.isUsable()
        && !used
        && failures < server.limits().failures()
        && !age.isOver()
        && (!age.hasRested() || answers());
  }

  private boolean answers() {
    boolean answers = client.noop(server.times().check());
    age.spoke();
    return answers;
  }

  @Override
  public void close() {
    client.logout();
  }
}
