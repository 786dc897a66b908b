package org.mailkeep.system.crash;

import java.io.IOException;
import org.mailkeep.system.MailServer;

/// A server of the launcher as the victim of a crash run.
record KilledServer(MailServer server) implements Victim {
  /// Starts a new server that has the accounts of crash runs.
  static KilledServer started(MailServer server) throws IOException, InterruptedException {
    server.start();
    var victim = new KilledServer(server);
    server.api().createDomain("example.org");
    for (String account : CrashRun.ACCOUNTS) {
      server.api().createAccount(account + "@example.org", victim.password());
    }
    return victim;
  }

  @Override
  public int smtpPort() {
    return server.port("smtp");
  }

  @Override
  public int imapPort() {
    return server.port("imap");
  }

  @Override
  public String password() {
    return "crash-test-password";
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    server.kill();
  }

  @Override
  public void start() throws IOException, InterruptedException {
    server.start();
  }
}
