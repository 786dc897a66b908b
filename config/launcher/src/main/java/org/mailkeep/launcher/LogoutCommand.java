package org.mailkeep.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/// Forgets a login, here and at the provider.
final class LogoutCommand implements Command {
  @Override
  public String name() {
    return "logout";
  }

  @Override
  public String summary() {
    return "forget what login keeps";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep logout [--instance DIR]

    Removes the token that config/mailkeep login keeps, and has the provider take it back where it
    can (RFC 7009).

    example: config/mailkeep logout\
    """;
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Optional<KeptLogin> kept;
    try {
      kept = KeptLogin.of(context.instance());
    } finally {
      if (!Files.deleteIfExists(context.instance().keptLogin())) {
        context.out().println("Nobody is logged in");
      }
    }
    if (kept.isPresent()) {
      context.out().println("Logged out of " + kept.get().server());
      revoke(kept.get(), context);
    }
  }

  /// The token that lasts longer; its provider ends the other with it (RFC 7009 §2.1).
  private static void revoke(KeptLogin login, Context context) throws InterruptedException {
    Tokens tokens = login.tokens();
    boolean lasting = !tokens.refresh().isEmpty();
    try (var provider = new Provider(login.client())) {
      Optional<URI> where = provider.endpoint(provider.discover(), "revocation_endpoint");
      if (where.isEmpty()) {
        return;
      }
      Provider.Reply reply =
          provider.post(
              where.get(),
              Map.of(
                  "token",
                  lasting ? tokens.refresh() : tokens.access(),
                  "token_type_hint",
                  lasting ? "refresh_token" : "access_token"));
      if (!reply.isGood()) {
        context.err().println("The provider does not take the token back: " + reply.reason());
      }
    } catch (IOException | Failure e) {
      context.err().println("The provider cannot be told: " + e.getMessage());
    }
  }
}
