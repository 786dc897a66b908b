package org.mailkeep.wire.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.kernel.Chance;

/// The client's side of one exchange. Used by one thread.
public interface ClientExchange {

  /// As the server offers it: `PLAIN`.
  String name();

  /// What goes along with the wish, if anything.
  Optional<byte[]> initial();

  /// The answer to a challenge; empty to give up.
  Optional<byte[]> answer(byte[] challenge);

  /// Whether the server may now say that all is well. One that says so before has not proved that
  /// it knows the password, and is not to be believed.
  default boolean isComplete() {
    return true;
  }

  /// Whether a mechanism shows what it proves with, a password or a token, to whoever listens.
  ///
  /// @param name in upper case
  static boolean showsSecret(String name) {
    return List.of("PLAIN", "LOGIN", "OAUTHBEARER", "XOAUTH2").contains(name);
  }

  /// The best mechanism that a server offers for an identity: for a password one that does not show
  /// it, tied to the connection where that is possible.
  ///
  /// @param offered in any case and order
  /// @param channel to the server
  /// @param chance makes nonces
  static Optional<ClientExchange> choose(
      Iterable<String> offered, ClientIdentity identity, Channel channel, Chance chance) {
    List<String> names = new ArrayList<>();
    offered.forEach(name -> names.add(name.toUpperCase(Locale.ROOT)));
    return switch (identity) {
      case ClientIdentity.Password password ->
          ClientScram.choose(names, password, channel, chance).or(() -> choose(names, password));
      case ClientIdentity.Token(var login, var token) -> token(names, login, token);
      case ClientIdentity.Certificate(var authorize) ->
          names.contains("EXTERNAL")
              ? Optional.of(new OneMessage("EXTERNAL", authorize))
              : Optional.empty();
      case ClientIdentity.Kerberos(var authorize, var context) ->
          names.contains(Gssapi.NAME)
              ? Optional.of(new ClientGssapi(context, authorize))
              : Optional.empty();
    };
  }

  private static Optional<ClientExchange> choose(
      List<String> names, ClientIdentity.Password identity) {
    if (names.contains("CRAM-MD5") && identity.authorize().isEmpty()) {
      return Optional.of(new CramMd5(identity.login(), identity.password()));
    }
    if (names.contains("PLAIN")) {
      return Optional.of(plain(identity.authorize(), identity.login(), identity.password()));
    }
    return names.contains("LOGIN") && identity.authorize().isEmpty()
        ? Optional.of(login(identity.login(), identity.password()))
        : Optional.empty();
  }

  private static Optional<ClientExchange> token(List<String> names, String login, String token) {
    if (names.contains("OAUTHBEARER")) {
      String header = Gs2Header.write("n", login);
      return Optional.of(
          new TokenMessage("OAUTHBEARER", header + "\1auth=Bearer " + token + "\1\1", "\1"));
    }
    return names.contains("XOAUTH2")
        ? Optional.of(
            new TokenMessage("XOAUTH2", "user=" + login + "\1auth=Bearer " + token + "\1\1", ""))
        : Optional.empty();
  }

  /// PLAIN (RFC 4616).
  ///
  /// @param authorize whom to act for; empty for oneself
  static ClientExchange plain(String authorize, String login, String password) {
    return new OneMessage("PLAIN", authorize + "\0" + login + "\0" + password);
  }

  /// LOGIN (draft-murchison-sasl-login-00): answers by position, whatever the prompts say.
  static ClientExchange login(String login, String password) {
    return new ClientLogin(login, password);
  }
}
