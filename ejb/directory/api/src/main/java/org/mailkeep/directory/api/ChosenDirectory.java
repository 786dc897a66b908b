package org.mailkeep.directory.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// `storage.directory`, `directory.<id>.type` and `domain.<domain>.directory`: which directories
/// know accounts and authenticate them. When a file names none, the internal one does.
public final class ChosenDirectory {
  /// The kinds of directories.
  public enum Kind {
    /// Accounts in the data store, managed by Mailkeep itself.
    INTERNAL,
    /// Accounts in the configuration file.
    MEMORY,
    /// Accounts in a database of others.
    SQL,
    /// Accounts on an LDAP server.
    LDAP,
    /// Accounts of whoever can log in at an IMAP server.
    IMAP,
    /// Accounts of whoever can log in at an SMTP server, or gets mail there.
    SMTP,
    /// Accounts of whoever gets mail at an LMTP server.
    LMTP,
    /// Those who show tokens of an OpenID Connect provider.
    OIDC
  }

  /// What a directory is.
  public static final Setting<Kind> TYPE =
      Setting.choice("directory.<id>.type", Kind.class)
          .required()
          .onRestart()
          .says(
              "Where accounts are: internal, kept here and changed from here; memory, in this file;"
                  + " sql, in a database; ldap, on an LDAP server; imap and smtp, of whoever can"
                  + " log in at a mail server; lmtp, of whoever gets mail at one, and most of those"
                  + " let nobody log in; oidc, of whoever shows tokens of an OpenID Connect"
                  + " provider.");

  /// Whether it rests.
  public static final Setting<Boolean> DISABLE =
      Setting.bool("directory.<id>.disable")
          .or(false)
          .onRestart()
          .says("Whether a directory is left alone; then nobody can name it.");

  /// The store of a directory that is in one.
  public static final Setting<String> STORE =
      Setting.text("directory.<id>.store")
          .idOf("store")
          .unsetMeans("the store of `storage.data` for an internal directory")
          .onRestart()
          .says(
              "The store of an internal directory, which is the one of all records; or the database"
                  + " of a directory of type sql, over the pool of that store.");

  /// How often it is checked.
  public static final Setting<Duration> CHECK =
      Setting.duration("directory.<id>.check-interval")
          .or(Duration.ofSeconds(10))
          .onRestart()
          .says(
              "How often a directory that others keep is asked whether it serves, while nothing bad"
                  + " is heard of it.");

  /// Which ones authenticate.
  public static final Setting<List<String>> DIRECTORY =
      Setting.list("storage.directory", ValueTypes.TEXT)
          .idOf("directory")
          .formerly("directory.default")
          .unsetMeans("the internal one, in the store of `storage.data`")
          .onRestart()
          .says(
              "The directory that knows all accounts and authenticates them. Of several the first"
                  + " that knows a domain or a login name decides. Administrators that are made"
                  + " here can always log in.");

  /// Which one knows a domain.
  public static final Setting<String> DOMAIN =
      Setting.text("domain.<domain>.directory")
          .idOf("directory")
          .unsetMeans("those of `storage.directory` are asked")
          .onRestart()
          .says(
              "The directory that knows the accounts of this domain, such as"
                  + " `domain.\"example.org\".directory = \"ldap\"`. The domain is hosted then.");

  /// Ids of this table are domains.
  static final SettingRule DOMAINS =
      (configuration, problems) -> {
        for (String domain : configuration.ids("domain")) {
          if (configuration.isSet(DOMAIN, domain) && DomainName.parse(domain).isEmpty()) {
            problems.accept(configuration.problem("must name a domain", DOMAIN, domain));
          }
        }
      };

  /// Who is left alone is asked nothing.
  static final SettingRule NOBODY_ASKS_THE_DISABLED =
      (configuration, problems) -> {
        for (String id : chain(configuration)) {
          if (isDisabled(configuration, id)) {
            problems.accept(configuration.problem(disabled(id), DIRECTORY));
          }
        }
        for (String domain : configuration.ids("domain")) {
          configuration
              .find(DOMAIN, domain)
              .filter(id -> isDisabled(configuration, id))
              .ifPresent(
                  id -> problems.accept(configuration.problem(disabled(id), DOMAIN, domain)));
        }
      };

  private static String disabled(String id) {
    return "directory `" + id + "` is disabled";
  }

  private static boolean isDisabled(Configuration configuration, String id) {
    return configuration.ids("directory").contains(id) && configuration.get(DISABLE, id);
  }

  /// Whether there is a directory that may be asked.
  public static boolean has(Configuration configuration, String id) {
    return configuration.ids("directory").contains(id) && !configuration.get(DISABLE, id);
  }

  /// There is one data store, and so one internal directory.
  static final SettingRule ONE_INTERNAL =
      (configuration, problems) ->
          configuration.ids("directory").stream()
              .filter(id -> has(configuration, id) && kind(configuration, id) == Kind.INTERNAL)
              .skip(1)
              .forEach(id ->
                  problems.accept(
                      configuration.problem("there can be one internal directory", TYPE, id)));

  private ChosenDirectory() {}

  /// The directories that are asked, in order; empty for the internal one alone.
  public static List<String> chain(Configuration configuration) {
    return configuration.find(DIRECTORY).orElse(List.of()).stream().distinct().toList();
  }

  /// The domains that name their directory.
  public static Map<DomainName, String> domains(Configuration configuration) {
    var domains = new LinkedHashMap<DomainName, String>();
    for (String domain : configuration.ids("domain")) {
      Optional<String> directory = configuration.find(DOMAIN, domain);
      directory.ifPresent(id -> domains.put(DomainName.of(domain), id));
    }
    return domains;
  }

  /// The kind of a directory.
  public static Kind kind(Configuration configuration, String id) {
    return configuration.get(TYPE, id);
  }
}
