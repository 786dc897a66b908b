package org.mailkeep.directory.oidc;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// `directory.<id>.sign-in.*`: as which client of a provider browsers are sent there.
public final class SignInSettings {
  private static final Set<String> REQUIRED = Set.of("iss", "sub", "aud", "exp", "iat");

  /// Our name.
  public static final Setting<String> CLIENT =
      Setting.text("directory.<id>.sign-in.client-id")
          .unsetMeans("browsers cannot sign in there")
          .onRestart()
          .says(
              "The client at the provider as which browsers sign in to the REST API at"
                  + " `/auth/login`. It needs the authorization code flow, and the redirect URI"
                  + " `/auth/callback` below server.http.url; its access tokens must be good for"
                  + " this directory. With the device authorization grant (RFC 8628)"
                  + " `config/mailkeep login` signs in as it too.");

  /// Its secret.
  public static final Setting<String> SECRET =
      Setting.text("directory.<id>.sign-in.client-secret")
          .secret()
          .unsetMeans("it is a public client")
          .onRestart()
          .says("The secret of that client.");

  /// What is asked for.
  public static final Setting<List<String>> SCOPES =
      Setting.list("directory.<id>.sign-in.scopes", ValueTypes.TEXT)
          .or(List.of("openid", "email", "profile"))
          .onRestart()
          .says("The scopes that are asked for; `openid` is needed.");

  /// A client is one of a provider that can be discovered.
  static final SettingRule SENSE =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          if (configuration.isSet(CLIENT, id) && !configuration.isSet(OidcSettings.ISSUER, id)) {
            problems.accept(
                configuration.problem(
                    "needs " + OidcSettings.ISSUER.key(id) + ", to find where", CLIENT, id));
          }
          if (configuration.isSet(SECRET, id) && !configuration.isSet(CLIENT, id)) {
            problems.accept(configuration.problem("needs " + CLIENT.key(id) + " too", SECRET, id));
          }
          if (configuration.isSet(SCOPES, id)
              && !configuration.get(SCOPES, id).contains("openid")) {
            problems.accept(configuration.problem("must have openid", SCOPES, id));
          }
        }
      };

  private SignInSettings() {}

  /// Where browsers sign in for a directory; empty when they cannot.
  ///
  /// @param id of the directory
  public static Optional<SignInProvider> provider(
      Configuration configuration, String id, InstantSource clock) {
    return configuration.find(CLIENT, id).map(client -> flow(configuration, id, client, clock));
  }

  private static SignInProvider flow(
      Configuration configuration, String id, String name, InstantSource clock) {
    OidcConfig config = OidcSettings.config(configuration, id);
    String issuer = config.provider().issuer().orElseThrow();
    var client = new ProviderClient(config.bounds(), config.provider().trust());
    var discovery = new Discovery(client, issuer, config, clock);
    var demands = new OidcConfig.Demands(Set.of(name), Set.of(), config.demands().skew());
    var judge =
        new SignedTokens(
            new SigningKeys(client, discovery, config.bounds(), clock),
            discovery,
            new ClaimCheck(demands, Optional.of(issuer), REQUIRED, clock));
    return new CodeFlow(
        new CodeFlow.Client(
            issuer,
            name,
            configuration.find(SECRET, id),
            String.join(" ", configuration.get(SCOPES, id))),
        client,
        discovery,
        new IdTokens(judge, name));
  }
}
