package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.mailkeep.kernel.Chance;

/// Logs an operator in at an OpenID Connect provider, by any browser.
final class LoginCommand implements Command {
  private final Watch watch;
  private final Chance chance;

  /// @param watch by which it waits
  /// @param chance makes up secrets
  LoginCommand(Watch watch, Chance chance) {
    this.watch = watch;
    this.chance = chance;
  }

  @Override
  public String name() {
    return "login";
  }

  @Override
  public String summary() {
    return "log in at the provider of a directory, with a browser anywhere";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep login [--directory ID] [--client-id CLIENT] [--scope SCOPES]
                                 [--instance DIR] [--url URL]
           config/mailkeep login --issuer URL --client-id CLIENT [--scope SCOPES] [--url URL]

    Says a code and where to type it, waits until that is done, and keeps the token that the
    provider gives: commands that use the API show it from then on, unless --user, --password-stdin
    or a variable names somebody. It is shown to this server alone, renewed while the provider lets
    it, and gone with config/mailkeep logout.

    The provider and the client are those of the directory of type oidc (issuer-url,
    sign-in.client-id); ID is needed when there are several. The client must be allowed the device
    authorization grant (RFC 8628). MAILKEEP_CLIENT_SECRET is the secret of another --client-id.

    example: config/mailkeep login\
    """;
  }

  @Override
  public Set<String> options() {
    return Set.of("directory", "issuer", "client-id", "scope", "url");
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    SignInClient client = SignInClient.of(context, arguments);
    String server = RestClient.url(context, arguments);
    try (var provider = new Provider(client)) {
      var grant = new DeviceGrant(provider, watch, chance);
      DeviceGrant.Invitation invitation = grant.invite();
      invite(context.err(), invitation);
      Tokens tokens = grant.await(invitation);
      new KeptLogin(server, client, tokens).keep(context.instance());
      context.out().println("Logged in for " + server + lasting(tokens));
    }
  }

  /// The code is said in any case, so that it can be compared with what the browser shows (§3.3.1).
  private static void invite(PrintStream out, DeviceGrant.Invitation invitation) {
    out.println("Open  " + invitation.place());
    out.println("Code  " + invitation.user());
    invitation.whole().ifPresent(place -> out.println("or    " + place));
    out.println("Waiting until " + invitation.end() + " ...");
  }

  private static String lasting(Tokens tokens) {
    return tokens.refresh().isEmpty()
        ? tokens.expires().map(end -> " until " + end).orElse("")
        : "";
  }
}
