package org.mailkeep.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.servers.OpenLdapServer;

/// Debian's Dovecot, which asks an LDAP server for passwords and compares them itself, with the
/// other settings of the peers.
final class DovecotOnLdap implements MailSystem {
  private static final int IMAP = 10143;
  private static final Path MODULE = Path.of("/usr/lib/dovecot/modules/auth/libauthdb_ldap.so");

  private final Path folder;
  private final int ldap;
  private final boolean kept;
  private @Nullable Process dovecot;

  /// @param folder a new one that processes of other users can reach
  /// @param ldap the port of the LDAP server
  /// @param kept whether it keeps what it has been told in memory
  DovecotOnLdap(Path folder, int ldap, boolean kept) {
    this.folder = folder;
    this.ldap = ldap;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "Dovecot, ldap" + (kept ? ", kept in memory" : ", asked each time");
  }

  @Override
  public void start() throws IOException, InterruptedException {
    if (Files.notExists(MODULE)) {
      throw new IOException("the peer is not here: install dovecot-imapd and dovecot-ldap");
    }
    Peers.ensureUser();
    for (String part : List.of("run", "state", "log", "mail")) {
      Files.createDirectories(folder.resolve(part));
    }
    Shell.run("chown", "vmail:vmail", folder.resolve("mail").toString());
    Path question = folder.resolve("ldap.conf");
    Files.writeString(
        question,
        """
        uris = ldap://127.0.0.1:%d
        dn = %s
        dnpass = %s
        base = %s
        auth_bind = no
        pass_filter = (uid=%%n)
        pass_attrs = userPassword=password
        default_pass_scheme = PLAIN
        """
            .formatted(
                ldap, OpenLdapServer.SERVICE, OpenLdapServer.PASSWORD, OpenLdapServer.SUFFIX));
    Path settings = folder.resolve("dovecot.conf");
    Files.writeString(settings, settings(question));
    dovecot =
        Shell.start(
            folder.resolve("log/dovecot.out"), List.of("dovecot", "-F", "-c", settings.toString()));
    Ports.await(IMAP, requireNonNull(dovecot));
  }

  private String settings(Path question) throws IOException {
    try (var in = requireNonNull(Peers.class.getResourceAsStream("/peers/dovecot-2.3.conf"))) {
      return new String(in.readAllBytes(), UTF_8)
          .replace("@DIR@", folder.toString())
          .replace("driver = static\n  args = password=pass", "driver = ldap\n  args = " + question)
          .replace("auth_cache_size = 10M", "auth_cache_size = " + (kept ? "10M" : "0"));
    }
  }

  @Override
  public void accounts(List<String> names) {
    // The LDAP server has them.
  }

  @Override
  public List<Long> roots() {
    return List.of(requireNonNull(dovecot).pid());
  }

  @Override
  public int imapPort() {
    return IMAP;
  }

  @Override
  public String login(String account) {
    return account;
  }

  @Override
  public String password() {
    return PeopleKind.PASSWORD;
  }

  @Override
  public void stop() throws InterruptedException {
    if (dovecot != null) {
      dovecot.destroy();
      dovecot.waitFor();
    }
  }
}
