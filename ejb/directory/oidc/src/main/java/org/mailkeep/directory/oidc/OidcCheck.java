package org.mailkeep.directory.oidc;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Setting;

/// Whether the settings of one directory make sense together.
///
/// @param id of the directory
record OidcCheck(Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
  void run() {
    url(OidcSettings.ISSUER);
    url(OidcSettings.ENDPOINT);
    boolean method = isSet(OidcSettings.METHOD);
    if (!isSet(OidcSettings.ISSUER) && !isSet(OidcSettings.ENDPOINT)) {
      problem(OidcSettings.ISSUER, "a directory of type oidc needs it, or endpoint.url");
    }
    if (isSet(OidcSettings.ENDPOINT) && !method) {
      problem(OidcSettings.METHOD, "endpoint.url needs it");
    }
    authorization();
    DirectoryServerSettings.TRUST.check(configuration, id, unencrypted(), problems);
    if (OidcSettings.asksUserinfo(configuration, id)) {
      for (Setting<List<String>> demand : List.of(OidcSettings.AUDIENCE, OidcSettings.SCOPES)) {
        if (configuration.find(demand, id).filter(list -> !list.isEmpty()).isPresent()) {
          problem(demand, "userinfo does not say it; use introspect, or none of both");
        }
      }
    }
    if (!configuration.ids("directory." + id + ".roles").isEmpty()
        && !isSet(OidcSettings.CLAIM_GROUPS)) {
      problem(OidcSettings.CLAIM_GROUPS, "roles.* needs it");
    }
    if (configuration.find(OidcSettings.DOMAIN, id).filter(text -> !isDomain(text)).isPresent()) {
      problem(OidcSettings.DOMAIN, "must be a domain");
    }
  }

  private void authorization() {
    if (OidcSettings.asksUserinfo(configuration, id)) {
      return;
    }
    switch (OidcSettings.authMethod(configuration, id)) {
      case BASIC -> {
        needed(OidcSettings.USERNAME, "the method basic needs it");
        needed(OidcSettings.SECRET, "the method basic needs it");
      }
      case TOKEN -> needed(OidcSettings.TOKEN, "the method token needs it");
      case USER_TOKEN, NONE -> {}
    }
  }

  private void url(Setting<String> setting) {
    boolean plain = configuration.get(OidcSettings.PLAIN, id);
    configuration
        .find(setting, id)
        .filter(text -> Discovery.url(text, plain).isEmpty())
        .ifPresent(_ -> problem(setting, "must be like https://sso.example.org/path"));
  }

  /// What would have a provider asked by TLS alone; empty when it is.
  private Optional<String> unencrypted() {
    return Stream.of(OidcSettings.ISSUER, OidcSettings.ENDPOINT)
        .filter(setting ->
            configuration
                .find(setting, id)
                .filter(url -> !url.regionMatches(true, 0, "https:", 0, "https:".length()))
                .isPresent())
        .map(setting -> "https in " + setting.key(id))
        .findFirst();
  }

  private static boolean isDomain(String text) {
    return DomainName.parse(text).isPresent();
  }

  private void needed(Setting<?> setting, String why) {
    if (!isSet(setting)) {
      problem(setting, why);
    }
  }

  private boolean isSet(Setting<?> setting) {
    return configuration.isSet(setting, id);
  }

  private void problem(Setting<?> setting, String message) {
    problems.accept(configuration.problem(message, setting, id));
  }
}
