package org.mailkeep.directory.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingDraft;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// `directory.<id>.*` of directories of an OpenID Connect provider.
public final class OidcSettings {
  private static final String MINE = "mailkeep";

  /// What judges tokens.
  public enum Endpoint {
    /// RFC 7662.
    INTROSPECT,
    /// OpenID Connect Core §5.3.
    USERINFO
  }

  /// As whom a provider is asked.
  public enum AuthMethod {
    /// By name and secret.
    BASIC,
    /// By a token.
    TOKEN,
    /// By the token that is judged.
    USER_TOKEN,
    /// As nobody.
    NONE
  }

  /// Who the provider is.
  public static final Setting<String> ISSUER =
      text("issuer-url")
          .unsetMeans("endpoint.url says which endpoint judges tokens")
          .says(
              "The provider, such as `https://sso.example.org/realms/mail`: its keys and endpoints"
                  + " are found by discovery. Tokens are judged by their signature, or as"
                  + " endpoint.method says.");

  /// Where tokens are judged.
  public static final Setting<String> ENDPOINT =
      text("endpoint.url")
          .unsetMeans("the one that discovery finds")
          .says("The provider's endpoint that judges tokens, for endpoint.method.");

  /// What judges them.
  public static final Setting<Endpoint> METHOD =
      Setting.choice("directory.<id>.endpoint.method", Endpoint.class)
          .unsetMeans("tokens are judged by their signature; required with endpoint.url")
          .onRestart()
          .says(
              "introspect asks whether a token is active (RFC 7662), so that a revoked one is"
                  + " refused at once; userinfo asks whose it is.");

  /// As whom it is asked.
  public static final Setting<AuthMethod> AUTH =
      Setting.choice("directory.<id>.auth.method", AuthMethod.class)
          .unsetMeans("basic with auth.username, token with auth.token, else none")
          .onRestart()
          .says(
              "As whom introspection is asked: basic sends auth.username and auth.secret, token"
                  + " sends auth.token, user-token the token that is judged. Userinfo always gets"
                  + " the latter.");

  /// Our name at the provider.
  public static final Setting<String> USERNAME =
      text("auth.username").unsetMeans("none").says("The client as whom introspection is asked.");

  /// Its secret.
  public static final Setting<String> SECRET =
      text("auth.secret").secret().unsetMeans("none").says("The secret of that client.");

  /// Our token at the provider.
  public static final Setting<String> TOKEN =
      text("auth.token")
          .secret()
          .unsetMeans("none")
          .says("The bearer token with which introspection is asked.");

  /// Where the login name is.
  public static final Setting<String> CLAIM_USERNAME =
      text("claim-username")
          .formerly("directory.<id>.fields.username")
          .or("preferred_username")
          .says(
              "The claim with the login name; without it the address is the name. Here and in the"
                  + " other claims a path such as `realm_access.roles` leads into objects.");

  /// Where the address is.
  public static final Setting<String> CLAIM_EMAIL =
      text("claim-email")
          .formerly("directory.<id>.fields.email")
          .or("email")
          .says(
              "The claim with the address. It counts unless the provider says by `email_verified`"
                  + " that it has not verified it.");

  /// Where the name for people is.
  public static final Setting<String> CLAIM_NAME =
      text("claim-name")
          .formerly("directory.<id>.fields.full-name")
          .or("name")
          .says("The claim with what people are called.");

  /// Where groups are.
  public static final Setting<String> CLAIM_GROUPS =
      text("claim-groups")
          .unsetMeans("tokens give no roles")
          .says("The claim with groups or roles at the provider, which roles.* makes into ours.");

  /// What groups mean.
  public static final Setting<List<String>> ROLES =
      Setting.list("directory.<id>.roles.<role>", ValueTypes.TEXT)
          .or(List.of())
          .onRestart()
          .says(
              "Values of claim-groups that give a role, such as `roles.admin = [\"mail-admins\"]`."
                  + " It is theirs for as long as a login lasts. Everybody has the role user.");

  /// Whom tokens are for.
  public static final Setting<List<String>> AUDIENCE =
      Setting.list("directory.<id>.require-audience", ValueTypes.TEXT)
          .unsetMeans("`mailkeep` with issuer-url unless userinfo judges, else none")
          .onRestart()
          .says("A token must be for one of these audiences; an empty list takes any token.");

  /// What tokens are for.
  public static final Setting<List<String>> SCOPES =
      Setting.list("directory.<id>.require-scopes", ValueTypes.TEXT)
          .unsetMeans("`openid` and `email` with issuer-url unless userinfo judges, else none")
          .onRestart()
          .says("Scopes that a token must have, all of them.");

  /// The domain of names without one.
  public static final Setting<String> DOMAIN =
      text("username-domain")
          .unsetMeans("login names stay as they are")
          .says(
              "Added to login names that have no domain. It is hosted, and a login name in it is"
                  + " an address.");

  /// How far clocks may differ.
  public static final Setting<Duration> SKEW =
      span("clock-skew", Duration.ofMinutes(1))
          .says("By how much the provider's clock may differ from this server's.");

  /// How long keys are used.
  public static final Setting<Duration> KEYS =
      span("keys.remember-for", Duration.ofHours(1))
          .says("How long the provider's keys and discovery document are used.");

  /// When they are fetched anew.
  public static final Setting<Duration> AGAIN =
      span("keys.fetch-again-after", Duration.ofSeconds(30))
          .says(
              "A token with an unknown key has keys fetched anew, after this time at the soonest;"
                  + " before, such tokens are a temporary failure.");

  /// How long an answer may be.
  public static final Setting<DataSize> ANSWER =
      Setting.of("directory.<id>.max-answer", ValueTypes.size(1_024))
          .or(new DataSize(1L << 20))
          .onRestart()
          .says("Octets that an answer of the provider may have.");

  /// Whether TLS is needed.
  public static final Setting<Boolean> PLAIN =
      Setting.bool("directory.<id>.allow-plain-http")
          .or(false)
          .onRestart()
          .says(
              "Whether a provider may be asked without TLS, in a network that can be trusted. One"
                  + " on this machine always may.");

  /// What is asked about a provider.
  public static final Form FORM =
      Form.of(
          "directory",
          ChosenDirectory.Kind.OIDC,
          Question.optional(ISSUER),
          Question.required(ENDPOINT).without(ISSUER),
          Question.required(METHOD).without(ISSUER),
          Question.optional(METHOD).with(ISSUER),
          Question.optional(AUDIENCE),
          Question.optional(USERNAME).with(METHOD, "introspect"),
          Question.optional(SECRET).with(USERNAME),
          Question.optional(DOMAIN));

  /// What a directory of this kind needs.
  static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          if (ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.OIDC) {
            new OidcCheck(configuration, id, problems).run();
          }
        }
      };

  private OidcSettings() {}

  private static SettingDraft<String> text(String name) {
    return Setting.text("directory.<id>." + name).onRestart();
  }

  private static SettingDraft<Duration> span(String name, Duration usual) {
    return Setting.duration("directory.<id>." + name).or(usual).onRestart();
  }

  /// What a directory stands on.
  ///
  /// @param people whom it has vouched for
  /// @param known how much is remembered of tokens that were good; null for nothing
  public record Ground(
      Acquaintances people,
      Cache.@Nullable Spec known,
      Cache.Factory caches,
      InstantSource clock) {}

  /// A directory as it is configured.
  ///
  /// @param id of the directory
  public static DirectorySource directory(Configuration configuration, String id, Ground ground) {
    OidcConfig config = config(configuration, id);
    var client = new ProviderClient(config.bounds(), config.provider().trust());
    Cache.Spec known = ground.known();
    return new OidcDirectory(
        config.meaning(),
        new OidcDirectory.Parts(
            judge(config, client, ground.clock()),
            client,
            ground.people(),
            known == null ? null : new KnownTokens(known, ground.caches(), Chance.secure()),
            new StatedEnd(ground.clock(), config.demands().skew()),
            ground.clock()));
  }

  /// Where a client of a directory learns how to get a token (RFC 7628 §3.2.2); empty when nobody
  /// knows.
  public static Optional<String> discovery(Configuration configuration, String id) {
    return configuration.find(ISSUER, id).map(Discovery::place);
  }

  /// The scopes that a token needs, with blanks between.
  public static String scope(Configuration configuration, String id) {
    return String.join(" ", scopes(configuration, id));
  }

  private static TokenJudge judge(OidcConfig config, ProviderClient client, InstantSource clock) {
    Optional<String> issuer = config.provider().issuer();
    var discovery = issuer.map(name -> new Discovery(client, name, config, clock));
    return switch (config.judged()) {
      case OidcConfig.Method.Signature() -> {
        Discovery found = discovery.orElseThrow();
        yield new SignedTokens(
            new SigningKeys(client, found, config.bounds(), clock),
            found,
            new ClaimCheck(config.demands(), issuer, Set.of("iss", "sub", "exp"), clock));
      }
      case OidcConfig.Method.Introspect(var as) ->
          new Introspection(
              client,
              endpoint(config, discovery, "introspection_endpoint"),
              as,
              new ClaimCheck(config.demands(), issuer, Set.of(), clock));
      case OidcConfig.Method.Userinfo() ->
          new Userinfo(client, endpoint(config, discovery, "userinfo_endpoint"));
    };
  }

  private static Introspection.Endpoint endpoint(
      OidcConfig config, Optional<Discovery> discovery, String name) {
    Optional<URI> url = config.provider().endpoint();
    return () -> url.isPresent() ? url.get() : discovery.orElseThrow().endpoint(name);
  }

  /// The configuration of a directory.
  static OidcConfig config(Configuration configuration, String id) {
    boolean plain = configuration.get(PLAIN, id);
    return new OidcConfig(
        new OidcConfig.Provider(
            configuration.find(ISSUER, id),
            configuration.find(ENDPOINT, id).flatMap(url -> Discovery.url(url, plain)),
            plain,
            DirectoryServerSettings.TRUST.of(configuration, id)),
        method(configuration, id),
        new OidcConfig.Demands(
            new HashSet<>(audience(configuration, id)),
            new HashSet<>(scopes(configuration, id)),
            configuration.get(SKEW, id)),
        new OidcConfig.Meaning(
            configuration.get(CLAIM_USERNAME, id),
            configuration.get(CLAIM_EMAIL, id),
            configuration.get(CLAIM_NAME, id),
            configuration.find(CLAIM_GROUPS, id),
            configuration.find(DOMAIN, id).map(DomainName::of),
            roles(configuration, id)),
        new OidcConfig.Bounds(
            configuration.get(DirectoryServerSettings.CREATE, id),
            configuration.get(DirectoryServerSettings.TIMEOUT, id),
            Math.toIntExact(Math.min(Integer.MAX_VALUE, configuration.get(ANSWER, id).bytes())),
            configuration.get(DirectoryServerSettings.MOST, id),
            configuration.get(DirectoryServerSettings.WAIT, id),
            configuration.get(KEYS, id),
            configuration.get(AGAIN, id)));
  }

  private static OidcConfig.Method method(Configuration configuration, String id) {
    Optional<Endpoint> endpoint = configuration.find(METHOD, id);
    if (endpoint.isEmpty()) {
      return new OidcConfig.Method.Signature();
    }
    return switch (endpoint.get()) {
      case INTROSPECT -> new OidcConfig.Method.Introspect(authorization(configuration, id));
      case USERINFO -> new OidcConfig.Method.Userinfo();
    };
  }

  /// As whom introspection is asked.
  static AuthMethod authMethod(Configuration configuration, String id) {
    AuthMethod usual =
        configuration.isSet(USERNAME, id)
            ? AuthMethod.BASIC
            : configuration.isSet(TOKEN, id) ? AuthMethod.TOKEN : AuthMethod.NONE;
    return configuration.find(AUTH, id).orElse(usual);
  }

  private static OidcConfig.Authorization authorization(Configuration configuration, String id) {
    return switch (authMethod(configuration, id)) {
      case BASIC ->
          new OidcConfig.Authorization.Basic(
              configuration.find(USERNAME, id).orElse(""),
              configuration.find(SECRET, id).orElse(""));
      case TOKEN -> new OidcConfig.Authorization.Bearer(configuration.find(TOKEN, id).orElse(""));
      case USER_TOKEN -> new OidcConfig.Authorization.UserToken();
      case NONE -> new OidcConfig.Authorization.Nobody();
    };
  }

  private static List<String> audience(Configuration configuration, String id) {
    List<String> usual =
        configuration.isSet(ISSUER, id) && !asksUserinfo(configuration, id)
            ? List.of(MINE)
            : List.of();
    return configuration.find(AUDIENCE, id).orElse(usual);
  }

  private static List<String> scopes(Configuration configuration, String id) {
    List<String> usual =
        configuration.isSet(ISSUER, id) && !asksUserinfo(configuration, id)
            ? List.of("openid", "email")
            : List.of();
    return configuration.find(SCOPES, id).orElse(usual);
  }

  /// Whether the userinfo endpoint judges, which says nothing of audience and scopes.
  static boolean asksUserinfo(Configuration configuration, String id) {
    return configuration.find(METHOD, id).filter(Endpoint.USERINFO::equals).isPresent();
  }

  private static Map<String, Set<String>> roles(Configuration configuration, String id) {
    Map<String, Set<String>> roles = new HashMap<>();
    for (String role : configuration.ids("directory." + id + ".roles")) {
      for (String group : configuration.get(ROLES, id, role)) {
        roles.computeIfAbsent(group, _ -> new HashSet<>()).add(role);
      }
    }
    return roles;
  }
}
