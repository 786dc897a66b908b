package org.mailkeep.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// An account that takes mail over from servers on loopback. To be closed.
final class Importing implements AutoCloseable {
  final MailFixture fixture = new MailFixture(new MemoryBackend());
  final MailAccount account = fixture.open(1);
  private final Surroundings around =
      Surroundings.of(
          _ -> {},
          TransportSettings.limits(Configuration.of("", TransportSettings.class)),
          new ServerTls(new Certificates(List.of())));
  private final ImapImport imports;

  Importing(Duration patience) {
    var intake = new MailImport(fixture.blobs, MimeLimits.DEFAULT, fixture.clock, 1_000_000);
    imports =
        new ImapImport(
            intake,
            fixture.store,
            new Dialler(around),
            new ImapImport.Times(patience, patience),
            "Archive");
  }

  ImapImport.Result run(RemoteAccount remote) throws IOException {
    return run(remote, Progress.UNWATCHED);
  }

  ImapImport.Result run(RemoteAccount remote, Progress progress) throws IOException {
    return imports.run(account, remote, progress);
  }

  @Override
  public void close() {
    fixture.close();
    around.deadlines().close();
  }
}
