package org.mailkeep.services;

import java.util.List;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.directory.api.AddressingSettings;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.queue.QueueSettings;
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

/// Every setting of the server, in the order of the reference page.
public final class Catalogue {
  private static final List<Class<?>> DECLARATIONS =
      List.of(
          TransportSettings.class,
          SocketOptionSettings.class,
          TlsSettings.class,
          ConnectorSettings.class,
          StoreSettings.class,
          RocksDbSettings.class,
          AddressingSettings.class,
          DirectorySettings.class,
          CredentialsSettings.class,
          MailboxSettings.class,
          SmtpSettings.class,
          SmtpPolicySettings.class,
          ImapSettings.class,
          ImapRules.class,
          QueueSettings.class,
          TelemetrySettings.class);

  private Catalogue() {}

  /// All of them.
  public static SettingsCatalogue all() {
    return SettingsCatalogue.of(DECLARATIONS);
  }
}
