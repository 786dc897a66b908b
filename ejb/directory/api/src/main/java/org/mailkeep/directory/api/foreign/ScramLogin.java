package org.mailkeep.directory.api.foreign;

import java.util.List;
import java.util.function.Supplier;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.wire.sasl.ScramKeys;

/// SCRAM (RFC 5802, RFC 7677) with accounts of a directory that hands out secrets: keys, or clear
/// text of which keys are made. For whoever has none, keys are made up, always the same, and proofs
/// are checked all the same, so that neither answers nor time tell who is there.
///
/// @param lookup finds keys; may throw what a store throws
record ScramLogin(DirectorySource source, Supplier<ScramLookup> lookup) {
  /// What an exchange begins with.
  ///
  /// @param login in the form in which it is asked for
  Answer<ScramKeys> keys(String login) {
    return switch (source.secrets(login)) {
      case PasswordAnswer.BySecrets found -> new Answer.Found<>(keys(login, found));
      case PasswordAnswer.Unavailable(var reason) -> new Answer.Unavailable<>(reason);
      case PasswordAnswer.Nobody _, PasswordAnswer.Refused _, PasswordAnswer.Accepted _ ->
          new Answer.Found<>(madeUp(login));
    };
  }

  /// What comes of an exchange.
  sealed interface Outcome {
    /// The proof is right by the keys of now.
    record Right(Entry entry) implements Outcome {}

    /// It is not.
    record Wrong(Authentication.Reason why) implements Outcome {}

    /// The directory could not be asked.
    record Unavailable(String reason) implements Outcome {}
  }

  /// Judges a proof.
  ///
  /// @param login in the form in which it is asked for
  Outcome check(String login, Credentials.Scram scram) {
    return switch (source.secrets(login)) {
      case PasswordAnswer.BySecrets found ->
          keys(login, found).prove(scram.message(), scram.proof())
              ? new Outcome.Right(found.entry())
              : new Outcome.Wrong(Authentication.Reason.WRONG_SECRET);
      case PasswordAnswer.Unavailable(var reason) -> new Outcome.Unavailable(reason);
      case PasswordAnswer.Nobody _, PasswordAnswer.Refused _, PasswordAnswer.Accepted _ ->
          nobody(login, scram);
    };
  }

  /// Nobody's password fits keys that are made up.
  private Outcome nobody(String login, Credentials.Scram scram) {
    boolean right = madeUp(login).prove(scram.message(), scram.proof());
    return new Outcome.Wrong(
        right ? Authentication.Reason.WRONG_SECRET : Authentication.Reason.UNKNOWN_LOGIN);
  }

  private ScramKeys keys(String login, PasswordAnswer.BySecrets found) {
    return lookup.get().evenly(login, found.secrets());
  }

  private ScramKeys madeUp(String login) {
    return lookup.get().evenly(login, List.of());
  }
}
