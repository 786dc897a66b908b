package org.mailkeep.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shows the server the token of a login that is kept, and gets a new one when it ends (RFC 6749
/// §6).
final class KeptToken implements Authorization {
  private final InstanceFolder instance;
  private final Watch watch;
  private KeptLogin login;

  KeptToken(InstanceFolder instance, KeptLogin login, Watch watch) {
    this.instance = instance;
    this.login = login;
    this.watch = watch;
  }

  @Override
  public String field() throws IOException, InterruptedException, Failure {
    if (!login.tokens().isGood(watch.now())) {
      renew();
    }
    return "Bearer " + login.tokens().access();
  }

  @Override
  public List<String> hints() {
    return List.of(
        "config/mailkeep login gets a new token, config/mailkeep logout goes back to passwords");
  }

  /// Another command may have been first: then what it got is good, and what we had is used up.
  private void renew() throws IOException, InterruptedException, Failure {
    String refresh = login.tokens().refresh();
    if (refresh.isEmpty()) {
      throw ended("");
    }
    try (var provider = new Provider(login.client())) {
      Provider.Reply reply =
          provider.post(
              provider.tokenEndpoint(provider.discover()),
              Map.of("grant_type", "refresh_token", "refresh_token", refresh));
      if (reply.isGood()) {
        login = login.with(Tokens.of(reply.body(), watch.now(), refresh));
        login.keep(instance);
        return;
      }
      Optional<KeptLogin> other = KeptLogin.of(instance);
      if (other.isEmpty()
          || !other.get().server().equals(login.server())
          || !other.get().tokens().isGood(watch.now())) {
        throw ended(": " + reply.reason());
      }
      login = other.get();
    }
  }

  private static Failure ended(String why) {
    return Failure.of("the login has ended" + why, "config/mailkeep login gets a new token");
  }
}
