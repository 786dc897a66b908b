package org.mailkeep.wire.pop3;

import java.util.List;
import java.util.Optional;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

/// A server without mail: logins work with the password or token `secret`, and with certificates
/// for whom they vouch.
final class ScriptedListener implements Pop3Listener {
  private static final ScramKeys KEYS =
      ScramKeys.of(ScramHash.SHA_256, "secret", new byte[] {1, 2, 3}, 4_096);

  @Override
  public Answer open(Pop3Session session) {
    return Answer.ok("Hello");
  }

  @Override
  public Answer execute(Pop3Session session, Command.Served command) {
    return switch (command) {
      case Command.Auth auth ->
          session.mechanisms().contains(auth.mechanism())
              ? new Answer(List.of(), Answer.Then.EXCHANGE)
              : Answer.err(null, "No such mechanism");
      case Command.Login login -> {
        if (!isRight(login.claim())) {
          yield Answer.err(Code.AUTH, "Wrong");
        }
        session.loggedIn();
        yield Answer.ok("Welcome " + login.claim().login());
      }
      case Command.Quit _ -> Answer.ok("Bye").close();
      case Command.Capa _,
          Command.Lang _,
          Command.User _,
          Command.ListMechanisms _,
          Command.Utf8 _,
          Command.AfterLogin _ ->
          Answer.ok("Done");
    };
  }

  private static boolean isRight(Claim claim) {
    return switch (claim) {
      case Claim.Password password -> password.password().equals("secret");
      case Claim.Scram scram -> KEYS.prove(scram.message(), scram.clientProof());
      case Claim.Bearer bearer -> bearer.token().equals("secret");
      case Claim.Certificate certificate -> certificate.authorize().isEmpty();
      case Claim.Kerberos _ -> false;
    };
  }

  @Override
  public Optional<ScramKeys> scramKeys(Pop3Session session, String login) {
    return login.equals("busy") ? Optional.empty() : Optional.of(KEYS);
  }

  @Override
  public Answer next(Pop3Session session) {
    throw new AssertionError("no answer goes on");
  }

  @Override
  public void closed(Pop3Session session) {
    // nothing is kept
  }
}
