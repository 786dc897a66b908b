package org.mailkeep.services;

import java.util.List;
import org.mailkeep.admin.ApiSettings;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.delivery.OutboundSettings;
import org.mailkeep.delivery.RemoteSettings;
import org.mailkeep.directory.api.AddressingSettings;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.dns.ResolverSettings;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.queue.QueueSettings;
import org.mailkeep.queue.ReportSettings;
import org.mailkeep.settings.SettingsCatalogue;
import org.mailkeep.smtp.SmtpPolicySettings;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.rocksdb.RocksDbSettings;
import org.mailkeep.telemetry.TelemetrySettings;
import org.mailkeep.wire.connector.ConnectorSettings;
import org.mailkeep.wire.imap.ImapSettings;
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
          SmtpSettings.class,
          ImapSettings.class,
          SmtpPolicySettings.class,
          ImapRules.class,
          RocksDbSettings.class,
          StoreSettings.class,
          AddressingSettings.class,
          DirectorySettings.class,
          CredentialsSettings.class,
          MailboxSettings.class,
          QueueSettings.class,
          OutboundSettings.class,
          RemoteSettings.class,
          ReportSettings.class,
          ResolverSettings.class,
          ApiSettings.class,
          MimeSettings.class,
          TelemetrySettings.class);

  private static final SettingsCatalogue WHOLE = SettingsCatalogue.of(DECLARATIONS);

  private Catalogue() {}

  /// All of them.
  public static SettingsCatalogue all() {
    return WHOLE;
  }
}
