package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/// Postfix 3.7, as Debian's package `postfix` has it: SMTP with STARTTLS for the addresses of one
/// domain. Who logs in is asked of a [DovecotServer].
public final class PostfixServer extends LocalServer {

  private PostfixServer() throws IOException {
    super("postfix");
  }

  /// Starts one.
  ///
  /// @param dovecot knows passwords
  /// @param domain of its addresses
  /// @param users local parts of addresses with a mailbox
  /// @param tlsFirst whether logins are offered after STARTTLS only
  public static PostfixServer started(
      DovecotServer dovecot, String domain, List<String> users, boolean tlsFirst)
      throws IOException {
    var server = new PostfixServer();
    Path folder = server.folder();
    TestAuthority.write(folder, "key.pem", "certificate.pem");
    for (String part : List.of("etc", "queue", "data")) {
      Files.createDirectory(folder.resolve(part));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Ground.run(List.of("chown", "postfix", folder.resolve("data").toString()), folder);
    Ground.run(List.of("chown", "root:root", folder.toString()), folder);
    Files.writeString(
        folder.resolve("mailboxes"),
        users.stream()
            .map(user -> user + "@" + domain + " " + user + "/")
            .collect(Collectors.joining("\n", "", "\n")));
    Files.writeString(
        folder.resolve("aliases"),
        "team@%1$s %2$s\n"
            .formatted(
                domain,
                users.stream().map(user -> user + "@" + domain).collect(Collectors.joining(","))));
    Files.writeString(
        folder.resolve("etc/main.cf"), main(folder, domain, dovecot.authPort(), tlsFirst));
    Files.writeString(folder.resolve("etc/master.cf"), server.services());
    for (String extra : List.of("dynamicmaps.cf", "postfix-files")) {
      Path from = Path.of("/etc/postfix", extra);
      if (Files.exists(from)) {
        Files.copy(from, folder.resolve("etc").resolve(extra));
      }
    }
    Ground.run(List.of("/usr/sbin/postfix", "-c", server.etc(), "check"), folder);
    server.start();
    return server;
  }

  private static String main(Path folder, String domain, int auth, boolean tlsFirst) {
    return """
    compatibility_level = 3.6
    queue_directory = %1$s/queue
    data_directory = %1$s/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    mail_owner = postfix
    setgid_group = postdrop
    myhostname = pf.example.net
    mydestination =
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    mynetworks = 127.0.0.0/8
    maillog_file = %1$s/maillog
    maillog_file_prefixes = %1$s
    virtual_mailbox_domains = %2$s
    virtual_mailbox_maps = texthash:%1$s/mailboxes
    virtual_alias_maps = texthash:%1$s/aliases
    recipient_delimiter = +
    smtpd_relay_restrictions = reject_unauth_destination
    smtpd_recipient_restrictions = reject_unlisted_recipient
    smtpd_delay_reject = yes
    smtpd_error_sleep_time = 0
    in_flow_delay = 0
    smtpd_peername_lookup = no
    smtpd_sasl_auth_enable = yes
    smtpd_sasl_type = dovecot
    smtpd_sasl_path = inet:127.0.0.1:%3$d
    smtpd_tls_cert_file = %1$s/certificate.pem
    smtpd_tls_key_file = %1$s/key.pem
    smtpd_tls_security_level = may
    smtpd_tls_auth_only = %4$s
    disable_dns_lookups = yes
    alias_maps =
    alias_database =
    local_recipient_maps =
    """
        .formatted(folder, domain, auth, tlsFirst ? "yes" : "no");
  }

  private String services() {
    return """
    127.0.0.1:%d inet n - n - - smtpd
    cleanup unix n - n - 0 cleanup
    tlsmgr unix - - n 1000? 1 tlsmgr
    rewrite unix - - n - - trivial-rewrite
    proxymap unix - - n - - proxymap
    verify unix - - n - 1 verify
    anvil unix - - n - 1 anvil
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(port());
  }

  private String etc() {
    return folder().resolve("etc").toString();
  }

  /// What it noted.
  public String notes() throws IOException {
    Path log = folder().resolve("maillog");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  List<String> command() {
    return List.of("/usr/lib/postfix/sbin/master", "-c", etc(), "-s");
  }

  /// Its parts become other users by themselves.
  @Override
  List<String> line() {
    return command();
  }

  @Override
  Signals signals() {
    return new Signals("TERM", "TERM");
  }

  @Override
  boolean isReady(long pid) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      socket.setSoTimeout(2_000);
      return socket.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }
}
