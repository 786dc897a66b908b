package org.mailkeep.launcher;

import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.oidc.OidcSettings;
import org.mailkeep.directory.oidc.SignInSettings;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;

/// As which client of which OpenID Connect provider an operator logs in.
///
/// @param issuer the provider, as it calls itself
/// @param name of the client there
/// @param secret of the client; empty for a public one
/// @param scope what is asked for, with blanks between
/// @param trust whom it takes for the provider
record SignInClient(String issuer, String name, String secret, String scope, Trust trust) {
  private static final String SECRET = "MAILKEEP_CLIENT_SECRET";
  private static final String SCOPE = "openid email profile";

  /// How far the way to a provider is trusted.
  ///
  /// @param plain whether it may be asked without TLS wherever it is
  /// @param certificates that are taken for its
  record Trust(boolean plain, ServerTrust certificates) {}

  /// The one that the options name, or else that of a directory of the configuration.
  ///
  /// @throws Failure when neither says enough
  static SignInClient of(Context context, Arguments arguments) throws Failure {
    Optional<String> issuer = arguments.option("issuer");
    Optional<String> name = arguments.option("client-id");
    String secret = Optional.ofNullable(context.environment().get(SECRET)).orElse("");
    Optional<String> scope = arguments.option("scope");
    if (issuer.isPresent()) {
      return new SignInClient(
          issuer.get(),
          name.orElseThrow(() -> Failure.usage("--issuer needs --client-id")),
          secret,
          scope.orElse(SCOPE),
          new Trust(false, new ServerTrust.Usual()));
    }
    Configuration configuration =
        Addresses.configuration(context.instance(), context.environment());
    String id = directory(configuration, arguments.option("directory"));
    String usual = configuration.find(SignInSettings.SECRET, id).orElse("");
    return new SignInClient(
        configuration.get(OidcSettings.ISSUER, id),
        name.or(() -> configuration.find(SignInSettings.CLIENT, id))
            .orElseThrow(
                () -> Failure.usage("say --client-id, or " + SignInSettings.CLIENT.key(id))),
        secret.isEmpty() && name.isEmpty() ? usual : secret,
        scope.orElseGet(() -> String.join(" ", configuration.get(SignInSettings.SCOPES, id))),
        new Trust(
            configuration.get(OidcSettings.PLAIN, id),
            DirectoryServerSettings.TRUST.of(configuration, id)));
  }

  private static String directory(Configuration configuration, Optional<String> named)
      throws Failure {
    List<String> all =
        configuration.ids("directory").stream().filter(id -> isOne(configuration, id)).toList();
    if (named.isPresent()) {
      String id = named.get();
      if (!all.contains(id)) {
        throw Failure.usage("there is no directory " + id + " of a provider with issuer-url");
      }
      return id;
    }
    if (all.isEmpty()) {
      throw Failure.usage(
          "the configuration has no directory of a provider with issuer-url; say --issuer and"
              + " --client-id");
    }
    if (all.size() > 1) {
      throw Failure.usage("say --directory, one of " + String.join(", ", all));
    }
    return all.getFirst();
  }

  private static boolean isOne(Configuration configuration, String id) {
    return ChosenDirectory.has(configuration, id)
        && ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.OIDC
        && configuration.isSet(OidcSettings.ISSUER, id);
  }

  @Override
  public String toString() {
    return name + " at " + issuer;
  }
}
