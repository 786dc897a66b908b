package org.mailkeep.services;

import java.util.List;
import java.util.Locale;
import org.mailkeep.admin.ApiSettings;
import org.mailkeep.admin.TaskSettings;
import org.mailkeep.auth.AccessSettings;
import org.mailkeep.auth.AuthSettings;
import org.mailkeep.auth.BrowserSettings;
import org.mailkeep.auth.KerberosSettings;
import org.mailkeep.auth.RealmSettings;
import org.mailkeep.caches.CacheSettings;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.delivery.OutboundSettings;
import org.mailkeep.delivery.RemoteSettings;
import org.mailkeep.directory.api.AddressingSettings;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryCacheSettings;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.ldap.LdapSettings;
import org.mailkeep.directory.memory.MemoryDirectorySettings;
import org.mailkeep.directory.oidc.OidcSettings;
import org.mailkeep.directory.oidc.SignInSettings;
import org.mailkeep.directory.remote.MailServerSettings;
import org.mailkeep.directory.sql.SqlDirectorySettings;
import org.mailkeep.dns.ResolverSettings;
import org.mailkeep.expression.NamedRules;
import org.mailkeep.history.HistorySettings;
import org.mailkeep.imap.ExtensionRules;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.mailbox.OldFolderSettings;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.pop3.Pop3Rules;
import org.mailkeep.queue.QueueSettings;
import org.mailkeep.queue.ReportSettings;
import org.mailkeep.search.IndexSettings;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.smtp.SmtpPolicySettings;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.elasticsearch.ElasticsearchSettings;
import org.mailkeep.store.foundationdb.FoundationDbSettings;
import org.mailkeep.store.fs.FsSettings;
import org.mailkeep.store.redis.RedisSettings;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.store.s3.S3Settings;
import org.mailkeep.store.sql.SqlSettings;
import org.mailkeep.telemetry.TelemetrySettings;
import org.mailkeep.transfer.TransferSettings;
import org.mailkeep.wire.connector.ConnectorSettings;
import org.mailkeep.wire.imap.ImapSettings;
import org.mailkeep.wire.pop3.Pop3Settings;
import org.mailkeep.wire.smtp.SmtpSettings;
import org.mailkeep.wire.transport.SocketOptionSettings;
import org.mailkeep.wire.transport.TlsSettings;
import org.mailkeep.wire.transport.TransportSettings;

/// Every setting of the server: what `mailkeep.toml` may hold. The launcher reads the file with it
/// before it starts anything.
public final class Catalogue {

  /// The classes that declare settings, in the order of the reference page.
  public static final List<Class<?>> DECLARATIONS =
      List.of(
          TransportSettings.class,
          SocketOptionSettings.class,
          TlsSettings.class,
          ConnectorSettings.class,
          DomainSettings.class,
          FixedLookups.class,
          NamedRules.class,
          SmtpSettings.class,
          ImapSettings.class,
          Pop3Settings.class,
          SmtpPolicySettings.class,
          ImapRules.class,
          Pop3Rules.class,
          ExtensionRules.class,
          RocksDbSettings.class,
          FoundationDbSettings.class,
          SqlSettings.class,
          FsSettings.class,
          S3Settings.class,
          ElasticsearchSettings.class,
          RedisSettings.class,
          StoreSettings.class,
          MemoryLists.class,
          IdleStorageSettings.class,
          ChosenDirectory.class,
          IndexSettings.class,
          AddressingSettings.class,
          DirectorySettings.class,
          DirectoryServerSettings.class,
          DirectoryCacheSettings.class,
          DirectoryScramSettings.class,
          MemoryDirectorySettings.class,
          SqlDirectorySettings.class,
          DirectoryDatabase.class,
          LdapSettings.class,
          MailServerSettings.class,
          OidcSettings.class,
          SignInSettings.class,
          CredentialsSettings.class,
          KerberosSettings.class,
          AuthSettings.class,
          BrowserSettings.class,
          Forwarding.class,
          RealmSettings.class,
          AccessSettings.class,
          MailboxSettings.class,
          OldFolderSettings.class,
          TransferSettings.class,
          QueueSettings.class,
          OutboundSettings.class,
          RemoteSettings.class,
          ReportSettings.class,
          ResolverSettings.class,
          CacheSettings.class,
          ApiSettings.class,
          TaskSettings.class,
          HistorySettings.class,
          MimeSettings.class,
          TelemetrySettings.class);

  private static final SettingsCatalogue WHOLE = SettingsCatalogue.of(DECLARATIONS);

  private Catalogue() {}

  /// Names the store that has a role: `storage.data`.
  public static Setting<?> of(Role role) {
    String key = "storage." + role.name().toLowerCase(Locale.ROOT);
    return WHOLE.settings().stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no setting " + key));
  }

  /// All of them.
  public static SettingsCatalogue all() {
    return WHOLE;
  }
}
