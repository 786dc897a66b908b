package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The client's side of one exchange. Used by one thread.
public interface ClientExchange {

  /// As the server offers it: `PLAIN`.
  String name();

  /// What goes along with the wish, if anything.
  Optional<byte[]> initial();

  /// The answer to a challenge; empty to give up.
  Optional<byte[]> answer(byte[] challenge);

  /// The best mechanism for a name and a password among those that a server offers.
  static Optional<ClientExchange> choose(Iterable<String> offered, String login, String password) {
    Optional<ClientExchange> chosen = Optional.empty();
    for (String name : offered) {
      if (name.equalsIgnoreCase("PLAIN")) {
        return Optional.of(plain("", login, password));
      }
      if (name.equalsIgnoreCase("LOGIN")) {
        chosen = Optional.of(login(login, password));
      }
    }
    return chosen;
  }

  /// PLAIN (RFC 4616).
  ///
  /// @param authorize whom to act for; empty for oneself
  static ClientExchange plain(String authorize, String login, String password) {
    byte[] message = (authorize + "\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8);
    return new ClientExchange() {
      @Override
      public String name() {
        return "PLAIN";
      }

      @Override
      public Optional<byte[]> initial() {
        return Optional.of(message.clone());
      }

      @Override
      public Optional<byte[]> answer(byte[] challenge) {
        return challenge.length == 0 ? Optional.of(message.clone()) : Optional.empty();
      }
    };
  }

  /// LOGIN (draft-murchison-sasl-login-00): answers by position, whatever the prompts say.
  static ClientExchange login(String login, String password) {
    return new ClientExchange() {
      private int asked;

      @Override
      public String name() {
        return "LOGIN";
      }

      @Override
      public Optional<byte[]> initial() {
        return Optional.empty();
      }

      @Override
      public Optional<byte[]> answer(byte[] challenge) {
        return switch (asked++) {
          case 0 -> Optional.of(login.getBytes(StandardCharsets.UTF_8));
          case 1 -> Optional.of(password.getBytes(StandardCharsets.UTF_8));
          default -> Optional.empty();
        };
      }
    };
  }
}
