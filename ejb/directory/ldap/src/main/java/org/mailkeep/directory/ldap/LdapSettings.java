package org.mailkeep.directory.ldap;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// `directory.<id>.*` of directories on LDAP servers.
public final class LdapSettings {
  private static final String REQUIRED = "required for ldap";
  private static final String NOT_ASKED = "not asked";

  /// How passwords are checked.
  public enum BindMethod {
    /// By what the directory hands out.
    DEFAULT,
    /// By binding with a name that is made of the login name.
    TEMPLATE,
    /// By binding with the DN of the entry that is found.
    LOOKUP
  }

  /// Below what everything is.
  public static final Setting<String> BASE =
      Setting.text("directory.<id>.base-dn")
          .unsetMeans(REQUIRED)
          .onRestart()
          .says("DN of the entry below which accounts and groups are.");

  /// Who asks.
  public static final Setting<String> BIND_DN =
      Setting.text("directory.<id>.bind.dn")
          .unsetMeans("anonymous")
          .onRestart()
          .says("As whom Mailkeep asks the directory.");

  /// With what password.
  public static final Setting<String> BIND_SECRET =
      Setting.text("directory.<id>.bind.secret")
          .unsetMeans("none")
          .secret()
          .onRestart()
          .says("The password of bind.dn.");

  /// Whether the server checks passwords.
  public static final Setting<Boolean> AUTH =
      Setting.bool("directory.<id>.bind.auth.enable")
          .or(false)
          .onRestart()
          .says("Whether the server checks passwords, as bind.auth.method says in newer files.");

  /// How the server checks passwords.
  public static final Setting<BindMethod> METHOD =
      Setting.choice("directory.<id>.bind.auth.method", BindMethod.class)
          .unsetMeans("default; with bind.auth.enable template when one is set, else lookup")
          .onRestart()
          .says(
              "How passwords are checked: default compares them with the attribute secret, template"
                  + " binds with a name made of the login name, lookup finds the entry and binds"
                  + " with its DN.");

  /// With what name clients bind.
  public static final Setting<String> TEMPLATE =
      Setting.text("directory.<id>.bind.auth.template")
          .formerly("directory.<id>.bind.auth.dn")
          .unsetMeans("required for the method template")
          .onRestart()
          .says(
              "The name that a client binds with: `?` or `{username}` is what it wrote, `{local}`"
                  + " the part before `@` or behind `DOMAIN\\`, `{domain}` the other part. Such as"
                  + " `uid={local},ou=people,dc=example,dc=org` or `{username}@ad.example.org`.");

  /// A key of older files.
  public static final Setting<Boolean> SEARCH =
      Setting.bool("directory.<id>.bind.auth.search")
          .or(true)
          .onRestart()
          .says(
              "Taken from other files, where it says as whom an entry is read after a bind: here it"
                  + " is always bind.dn.");

  /// Finds an account by its login name.
  public static final Setting<String> NAME =
      filter(
          "name",
          REQUIRED,
          "The account with a login name, in lower case. The same places as in a"
              + " template can be used here and in the other filters, and all values are escaped.");

  /// Finds who gets mail for an address.
  public static final Setting<String> EMAIL =
      filter("email", REQUIRED, "Who gets mail for an address, or for `@domain`.");

  /// Finds addresses by a part.
  public static final Setting<String> VERIFY =
      filter("verify", NOT_ASKED, "Accounts in whose addresses a text occurs (VRFY).");

  /// Finds members of a list.
  public static final Setting<String> EXPAND =
      filter(
          "expand",
          NOT_ASKED,
          "The list that has an address, or the accounts that are on it (EXPN).");

  /// Finds domains.
  public static final Setting<String> DOMAINS =
      filter(
          "domains",
          NOT_ASKED,
          "Anything that has an address in a domain: then the domain is hosted.");

  /// Finds groups of a member.
  public static final Setting<String> GROUPS_FILTER =
      filter(
          "groups",
          NOT_ASKED,
          "The groups that have an entry, given by its DN, as a member; without this"
              + " the attribute `groups` names them.");

  /// Whether groups are followed.
  public static final Setting<Boolean> NESTED =
      Setting.bool("directory.<id>.groups.nested")
          .or(false)
          .onRestart()
          .says("Whether members of a group are members of the groups that it is in.");

  /// Where keys are.
  public static final Setting<List<String>> ID =
      attribute(
          "id",
          "The directory's own key of an entry, which stays when it is renamed.",
          "entryUUID",
          "objectGUID");

  /// Where names are.
  public static final Setting<List<String>> NAME_ATTRIBUTE =
      attribute("name", "The login name.", "uid");

  /// Where classes are.
  public static final Setting<List<String>> CLASS =
      Setting.list("directory.<id>.attributes.class", ValueTypes.TEXT)
          .formerly("directory.<id>.attributes.type")
          .or(List.of("objectClass"))
          .onRestart()
          .says("Attributes of an entry. What it is, such as inetOrgPerson, groupOfNames, admin.");

  /// Where descriptions are.
  public static final Setting<List<String>> DESCRIPTION =
      attribute("description", "What people call it.", "description");

  /// Where secrets are.
  public static final Setting<List<String>> SECRET =
      attribute("secret", "What a password is compared with, hashed or not.", "userPassword");

  /// Where groups are.
  public static final Setting<List<String>> GROUPS =
      attribute("groups", "The groups that it is in, by name or DN.", "memberOf");

  /// Where addresses are.
  public static final Setting<List<String>> EMAIL_ATTRIBUTE =
      attribute("email", "Its addresses, the primary one first.", "mail");

  /// Where other addresses are.
  public static final Setting<List<String>> ALIAS =
      attribute("email-alias", "Other addresses of it; `@example.org` for all that nobody has.");

  /// Where quotas are.
  public static final Setting<List<String>> QUOTA =
      attribute("quota", "Octets that it may keep; 0 is no limit.");

  /// Where it says that an account may log in.
  public static final Setting<List<String>> ENABLED =
      attribute(
          "enabled",
          "Whether it may log in. Active Directory's userAccountControl and"
              + " accountExpires are always respected.");

  /// Where members are.
  public static final Setting<List<String>> MEMBERS =
      attribute("members", "The members of a list or group, by DN.", "member", "uniqueMember");

  /// An attribute of newer files.
  public static final Setting<List<String>> SECRET_CHANGED =
      Setting.list("directory.<id>.attributes.secret-changed", ValueTypes.TEXT)
          .unsetMeans("nothing")
          .onRestart()
          .says("Taken from other files: when a password was changed. Nothing is done with it.");

  /// TLS from the first octet.
  private static final Question.Condition LDAPS =
      new Question.Begins(DirectoryServerSettings.URL, "ldaps:");

  private static final Question.Condition ENCRYPTED =
      new Question.Either(LDAPS, new Question.Given(DirectoryServerSettings.TLS));

  /// What is asked about an LDAP server.
  public static final Form FORM =
      Form.of(
          "directory",
          ChosenDirectory.Kind.LDAP,
          Question.required(DirectoryServerSettings.URL).treated(Question.Manner.SHOWN),
          Question.required(BASE),
          Question.optional(DirectoryServerSettings.TLS).when(new Question.Not(LDAPS)),
          Question.optional(DirectoryServerSettings.TLS_CA).when(ENCRYPTED),
          Question.optional(DirectoryServerSettings.TLS_INVALID)
              .when(
                  new Question.Both(
                      ENCRYPTED, new Question.Missing(DirectoryServerSettings.TLS_CA))),
          Question.optional(BIND_DN),
          Question.optional(BIND_SECRET).with(BIND_DN),
          Question.required(NAME).proposing("(|(uid=?)(mail=?))"),
          Question.required(EMAIL).proposing("(mail=?)"),
          Question.optional(DOMAINS).proposing("(mail=*@?)"),
          Question.optional(METHOD).proposing("lookup"),
          Question.required(TEMPLATE).with(METHOD, "template"));

  /// What a directory of this kind needs.
  static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          if (ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.LDAP) {
            FORM.check(configuration, id, problems);
            configuration
                .find(DirectoryServerSettings.URL, id)
                .filter(url -> server(url).isEmpty())
                .ifPresent(_ ->
                    problems.accept(
                        configuration.problem(
                            "must be like ldap://host:389 or ldaps://host:636",
                            DirectoryServerSettings.URL,
                            id)));
            DirectoryServerSettings.TRUST.check(
                configuration, id, unencrypted(configuration, id), problems);
            if (method(configuration, id) == BindMethod.TEMPLATE
                && !configuration.isSet(TEMPLATE, id)) {
              problems.accept(configuration.problem("the method template needs it", TEMPLATE, id));
            }
            if (method(configuration, id) != BindMethod.DEFAULT
                && configuration.get(DirectoryScramSettings.ENABLE, id)) {
              problems.accept(
                  configuration.problem(
                      "a server that checks passwords itself does not hand them out",
                      DirectoryScramSettings.ENABLE,
                      id));
            }
          }
          for (Setting<String> one :
              List.of(NAME, EMAIL, VERIFY, EXPAND, DOMAINS, GROUPS_FILTER, TEMPLATE)) {
            if (configuration
                .find(one, id)
                .filter(text -> !text.isEmpty() && !new Template(text).hasPlace())
                .isPresent()) {
              problems.accept(configuration.problem("must have ? for what is looked for", one, id));
            }
          }
        }
      };

  private LdapSettings() {}

  private static Setting<String> filter(String name, String unset, String says) {
    return Setting.text("directory.<id>.filter." + name)
        .unsetMeans(unset)
        .onRestart()
        .says("A filter (RFC 4515) with `?` for what is looked for. " + says);
  }

  private static Setting<List<String>> attribute(String name, String says, String... usual) {
    return Setting.list("directory.<id>.attributes." + name, ValueTypes.TEXT)
        .or(List.of(usual))
        .onRestart()
        .says("Attributes of an entry. " + says);
  }

  /// A directory as it is configured.
  ///
  /// @param id of the directory
  public static DirectorySource directory(
      Configuration configuration, String id, LdapConnections connections, InstantSource clock) {
    var filters =
        new LdapConfig.Filters(
            template(configuration, NAME, id),
            template(configuration, EMAIL, id),
            template(configuration, VERIFY, id),
            template(configuration, EXPAND, id),
            template(configuration, DOMAINS, id),
            template(configuration, GROUPS_FILTER, id));
    var config =
        new LdapConfig(
            configuration.get(BASE, id),
            filters,
            attributes(configuration, id),
            passwords(configuration, id),
            configuration.get(NESTED, id),
            new LdapConfig.Limits(
                configuration.get(DirectoryServerSettings.ENTRIES, id),
                configuration.get(DirectoryServerSettings.GROUPS, id)));
    return new LdapDirectory(config, connections, clock);
  }

  /// How the server of a directory is reached.
  ///
  /// @param id of the directory
  public static LdapServer server(Configuration configuration, String id) {
    URI url = server(configuration.get(DirectoryServerSettings.URL, id)).orElseThrow();
    boolean tls = isEncrypted(url);
    LdapServer.Encryption encryption =
        tls
            ? LdapServer.Encryption.FROM_THE_START
            : configuration.get(DirectoryServerSettings.TLS, id)
                ? LdapServer.Encryption.START_TLS
                : LdapServer.Encryption.NONE;
    return new LdapServer(
        url.getHost(),
        url.getPort() > 0 ? url.getPort() : tls ? 636 : 389,
        encryption,
        DirectoryServerSettings.TRUST.of(configuration, id),
        configuration.find(BIND_DN, id).orElse(""),
        configuration.find(BIND_SECRET, id).orElse(""),
        times(configuration, id));
  }

  /// The setting that would encrypt connections; empty when they are encrypted.
  private static Optional<String> unencrypted(Configuration configuration, String id) {
    boolean encrypted =
        configuration.get(DirectoryServerSettings.TLS, id)
            || configuration
                .find(DirectoryServerSettings.URL, id)
                .flatMap(LdapSettings::server)
                .filter(LdapSettings::isEncrypted)
                .isPresent();
    return encrypted ? Optional.empty() : Optional.of(DirectoryServerSettings.TLS.key(id));
  }

  private static LdapServer.Times times(Configuration configuration, String id) {
    Duration create = configuration.get(DirectoryServerSettings.CREATE, id);
    Duration wait = configuration.get(DirectoryServerSettings.WAIT, id);
    return new LdapServer.Times(
        create.compareTo(wait) < 0 ? create : wait,
        configuration.get(DirectoryServerSettings.TIMEOUT, id),
        configuration.get(DirectoryServerSettings.RECYCLE, id),
        configuration.get(DirectoryServerSettings.LIFE, id));
  }

  /// How connections to it are kept.
  ///
  /// @param id of the directory
  public static PoolPlan plan(Configuration configuration, String id) {
    int most = configuration.get(DirectoryServerSettings.MOST, id);
    return new PoolPlan(
        id,
        PoolPlan.Protocol.LDAP,
        most,
        Math.min(most, configuration.get(DirectoryServerSettings.LEAST, id)),
        configuration.get(DirectoryServerSettings.WAIT, id),
        configuration.get(DirectoryServerSettings.IDLE, id),
        configuration.find(DirectoryServerSettings.FACTORY, id));
  }

  private static Optional<URI> server(String url) {
    try {
      URI parsed = new URI(url);
      String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
      boolean known = scheme.equals("ldap") || scheme.equals("ldaps");
      return known && parsed.getHost() != null ? Optional.of(parsed) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isEncrypted(URI url) {
    return url.getScheme().equalsIgnoreCase("ldaps");
  }

  private static LdapConfig.Attributes attributes(Configuration configuration, String id) {
    return new LdapConfig.Attributes(
        configuration.get(ID, id),
        configuration.get(NAME_ATTRIBUTE, id),
        configuration.get(CLASS, id),
        configuration.get(DESCRIPTION, id),
        configuration.get(SECRET, id),
        configuration.get(GROUPS, id),
        configuration.get(EMAIL_ATTRIBUTE, id),
        configuration.get(ALIAS, id),
        configuration.get(QUOTA, id),
        configuration.get(ENABLED, id),
        configuration.get(MEMBERS, id));
  }

  private static LdapConfig.Method passwords(Configuration configuration, String id) {
    return switch (method(configuration, id)) {
      case DEFAULT -> new LdapConfig.Method.Compare();
      case TEMPLATE ->
          new LdapConfig.Method.ByTemplate(new Template(configuration.get(TEMPLATE, id)));
      case LOOKUP -> new LdapConfig.Method.ByEntry();
    };
  }

  private static BindMethod method(Configuration configuration, String id) {
    boolean template = configuration.isSet(TEMPLATE, id);
    BindMethod older =
        !configuration.get(AUTH, id)
            ? BindMethod.DEFAULT
            : template ? BindMethod.TEMPLATE : BindMethod.LOOKUP;
    return configuration.find(METHOD, id).orElse(older);
  }

  private static Optional<Template> template(
      Configuration configuration, Setting<String> setting, String id) {
    return configuration.find(setting, id).filter(text -> !text.isEmpty()).map(Template::new);
  }
}
