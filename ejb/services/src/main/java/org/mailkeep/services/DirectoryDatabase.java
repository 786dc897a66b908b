package org.mailkeep.services;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.spi.CommitQueue;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;

/// The database of a directory of type sql: that of a store, or one that the directory names
/// itself, as older files do.
final class DirectoryDatabase {
  private static final int POSTGRESQL_PORT = 5432;
  private static final int MYSQL_PORT = 3306;

  /// A directory of type sql has a database.
  static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          if (ChosenDirectory.kind(configuration, id) != ChosenDirectory.Kind.SQL) {
            continue;
          }
          Optional<String> store = configuration.find(ChosenDirectory.STORE, id);
          Optional<URI> address = address(configuration, id);
          if (store.isPresent()) {
            if (!SqlSettings.isSql(StoreSettings.type(configuration, store.get()))) {
              problems.accept(
                  configuration.problem(
                      "must be a store of type postgresql, mysql or sqlite",
                      ChosenDirectory.STORE,
                      id));
            }
          } else if (address.isPresent()) {
            DirectoryServerSettings.TRUST.check(
                configuration, id, unverified(address.get(), id), problems);
          } else {
            problems.accept(
                configuration.problem(
                    "a directory of type sql needs it, or an address such as"
                        + " postgresql://user:password@host/database",
                    ChosenDirectory.STORE,
                    id));
          }
        }
      };

  private DirectoryDatabase() {}

  /// How its database is opened.
  ///
  /// @param home the instance's folder
  static SqlConfig of(Configuration configuration, String id, Path home) {
    Optional<String> store = configuration.find(ChosenDirectory.STORE, id);
    if (store.isPresent()) {
      return SqlSettings.config(configuration, store.get(), home);
    }
    URI address = address(configuration, id).orElseThrow();
    SqlConfig.Kind kind = kind(address);
    int most = configuration.get(DirectoryServerSettings.MOST, id);
    Duration create = configuration.get(DirectoryServerSettings.CREATE, id);
    Duration wait = configuration.get(DirectoryServerSettings.WAIT, id);
    return new SqlConfig(
        "directory-" + id,
        kind,
        kind == SqlConfig.Kind.SQLITE
            ? new SqlConfig.File(home.resolve(path(address)))
            : server(address, kind, DirectoryServerSettings.TRUST.of(configuration, id)),
        new SqlConfig.Pool(
            most,
            Math.min(most, configuration.get(DirectoryServerSettings.LEAST, id)),
            configuration.get(DirectoryServerSettings.IDLE, id),
            configuration.get(DirectoryServerSettings.LIFE, id),
            Optional.of(wait)),
        create.compareTo(wait) < 0 ? create : wait,
        new CommitQueue(1, configuration.get(DirectoryServerSettings.TIMEOUT, id)),
        List.of());
  }

  /// How long its database may take to answer; a store's own time when only that is given.
  static Duration timeout(Configuration configuration, String id, SqlConfig config) {
    return configuration.isSet(ChosenDirectory.STORE, id)
            && !configuration.isSet(DirectoryServerSettings.TIMEOUT, id)
        ? config.timeout()
        : configuration.get(DirectoryServerSettings.TIMEOUT, id);
  }

  private static Optional<URI> address(Configuration configuration, String id) {
    return configuration.find(DirectoryServerSettings.URL, id).flatMap(DirectoryDatabase::address);
  }

  /// What would have the server's certificate verified; empty when it is.
  private static Optional<String> unverified(URI address, String id) {
    String place = " in " + DirectoryServerSettings.URL.key(id);
    return switch (kind(address)) {
      case SQLITE -> Optional.of("a database server" + place);
      case POSTGRESQL, MYSQL ->
          isVerified(text(address.getQuery()))
              ? Optional.empty()
              : Optional.of("sslmode=verify-full" + place);
    };
  }

  private static Optional<URI> address(String text) {
    try {
      URI address = new URI(text);
      boolean complete =
          switch (scheme(address)) {
            case "postgresql", "postgres", "mysql", "mariadb" ->
                address.getHost() != null && path(address).length() > 1;
            case "sqlite" -> !path(address).isEmpty();
            default -> false;
          };
      return complete ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static SqlConfig.Kind kind(URI address) {
    return switch (scheme(address)) {
      case "sqlite" -> SqlConfig.Kind.SQLITE;
      case "mysql", "mariadb" -> SqlConfig.Kind.MYSQL;
      default -> SqlConfig.Kind.POSTGRESQL;
    };
  }

  private static String scheme(URI address) {
    return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
  }

  /// What follows the host; `sqlite://data/x.db` has its first folder where others have a host.
  private static String path(URI address) {
    String path = text(address.getPath());
    return scheme(address).equals("sqlite") ? text(address.getAuthority()) + path : path;
  }

  private static SqlConfig.Server server(URI address, SqlConfig.Kind kind, ServerTrust trust) {
    String login = text(address.getRawUserInfo());
    int colon = login.indexOf(':');
    int port = kind == SqlConfig.Kind.MYSQL ? MYSQL_PORT : POSTGRESQL_PORT;
    return new SqlConfig.Server(
        text(address.getHost()),
        address.getPort() < 0 ? port : address.getPort(),
        path(address).substring(1),
        new SqlConfig.Login(
            decoded(colon < 0 ? login : login.substring(0, colon)),
            colon < 0 ? "" : decoded(login.substring(colon + 1))),
        encryption(text(address.getQuery()), trust),
        "",
        Optional.empty());
  }

  private static boolean isVerified(String query) {
    return query.contains("sslmode=verify") || query.contains("ssl-mode=VERIFY");
  }

  private static SqlConfig.Encryption encryption(String query, ServerTrust trust) {
    return isVerified(query)
        ? SqlConfig.Encryption.with(trust)
        : query.contains("sslmode=require") || query.contains("ssl-mode=REQUIRED")
            ? SqlConfig.Encryption.ANY_CERTIFICATE
            : SqlConfig.Encryption.NONE;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
