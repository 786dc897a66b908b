package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/// Dovecot 2.3, as Debian's packages `dovecot-imapd`, `dovecot-pop3d` and `dovecot-lmtpd` have it:
/// IMAP with STARTTLS, IMAP with TLS on a second port, LMTP on a third, on a fourth what Postfix
/// asks about passwords, and POP3 on a fifth. Its certificate is one of its [#authority].
public final class DovecotServer extends LocalServer {
  private static final String KEY = "key.pem";
  private static final String CERTIFICATE = "certificate.pem";

  private final int tlsPort = FreePort.claim();
  private final int lmtpPort = FreePort.claim();
  private final int authPort = FreePort.claim();
  private final int pop3Port = FreePort.claim();
  private final String mechanisms;

  /// What [#started(String, List, String)] needs to speak all of IMAP that this version can: mail
  /// that is filed by sessions, special mailboxes, metadata, access lists, quota and compression.
  public static final String FULL_IMAP =
      """
      mail_plugins = acl quota notify
      mail_attribute_dict = file:%h/attributes
      mail_max_userip_connections = 100
      namespace inbox {
        inbox = yes
        separator = /
        mailbox Drafts {
          auto = subscribe
          special_use = \\Drafts
        }
        mailbox "Sent Items" {
          auto = subscribe
          special_use = \\Sent
        }
        mailbox "Junk Mail" {
          auto = subscribe
          special_use = \\Junk
        }
        mailbox "Deleted Items" {
          auto = subscribe
          special_use = \\Trash
        }
      }
      protocol imap {
        mail_plugins = $mail_plugins imap_acl imap_quota imap_zlib
        imap_metadata = yes
      }
      plugin {
        acl = vfile
        quota = count:User quota
        quota_vsizes = yes
        quota_rule = *:storage=1G
      }
      """;

  private DovecotServer(String mechanisms) throws IOException {
    super("dovecot");
    this.mechanisms = mechanisms;
  }

  /// Starts one.
  ///
  /// @param mechanisms that it offers, such as `plain login scram-sha-256`
  /// @param users their login names, such as `jane@example.org`; each has the password of
  ///   [#password]
  public static DovecotServer started(String mechanisms, List<String> users) throws IOException {
    return started(mechanisms, users, "");
  }

  /// Starts one.
  ///
  /// @param more settings of its own
  public static DovecotServer started(String mechanisms, List<String> users, String more)
      throws IOException {
    var server = new DovecotServer(mechanisms);
    TestAuthority.write(server.folder(), KEY, CERTIFICATE);
    Files.createDirectory(server.folder().resolve("home"));
    Ground.own(server.folder().resolve("home"));
    server.users(users);
    Files.writeString(
        server.folder().resolve("dovecot.conf"), server.settings() + server.services() + more);
    server.start();
    return server;
  }

  private String settings() {
    return """
    protocols = imap lmtp pop3
    listen = 127.0.0.1
    base_dir = %1$s/run
    state_dir = %1$s/run
    log_path = %1$s/dovecot.log
    ssl = yes
    ssl_cert = <%1$s/certificate.pem
    ssl_key = <%1$s/key.pem
    disable_plaintext_auth = no
    auth_failure_delay = 0
    auth_mechanisms = %2$s
    mail_location = maildir:~/mail
    default_vsz_limit = 512M
    passdb {
      driver = passwd-file
      args = %1$s/users
    }
    userdb {
      driver = passwd-file
      args = %1$s/users
      default_fields = uid=nobody gid=nogroup home=%1$s/home/%%u
    }
    """
        .formatted(folder(), mechanisms);
  }

  private String services() {
    return """
    service imap-login {
      inet_listener imap {
        port = %1$d
      }
      inet_listener imaps {
        port = %2$d
        ssl = yes
      }
      service_count = 0
      process_min_avail = 1
    }
    service lmtp {
      inet_listener lmtp {
        port = %3$d
      }
    }
    service auth {
      inet_listener {
        port = %4$d
      }
    }
    service pop3-login {
      inet_listener pop3 {
        port = %5$d
      }
      inet_listener pop3s {
        port = 0
      }
    }
    service anvil {
      unix_listener anvil-auth-penalty {
        mode = 0
      }
    }
    """
        .formatted(port(), tlsPort, lmtpPort, authPort, pop3Port);
  }

  /// From now on these have accounts.
  public void users(List<String> users) throws IOException {
    String lines =
        users.stream()
            .map(user -> user + ":{PLAIN}" + password(user) + ":::::")
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(folder().resolve("users"), lines);
  }

  /// The password of a user.
  public static String password(String user) {
    return "secret of " + user.replaceFirst("@.*", "");
  }

  /// The port of IMAP with TLS from the first octet.
  public int tlsPort() {
    return tlsPort;
  }

  /// The port of LMTP.
  public int lmtpPort() {
    return lmtpPort;
  }

  /// The port on which it tells Postfix whose passwords are right.
  public int authPort() {
    return authPort;
  }

  /// The port of POP3 with STLS.
  public int pop3Port() {
    return pop3Port;
  }

  /// Puts a message into the inbox of a user who has read mail before, without a change.
  public void put(String user, String name, String message) throws IOException {
    var folder = folder().resolve("home").resolve(user).resolve("mail").resolve("new");
    var file = folder.resolve(name);
    Files.writeString(file, message);
    Ground.own(file);
  }

  /// What it noted.
  public String notes() throws IOException {
    return Files.readString(folder().resolve("dovecot.log"));
  }

  @Override
  List<String> command() {
    return List.of("/usr/sbin/dovecot", "-F", "-c", folder().resolve("dovecot.conf").toString());
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

  /// In good order its master would wait three seconds for the others.
  @Override
  void end(GuardedProcess running) throws IOException {
    running.kill();
  }

  @Override
  boolean isReady(long pid) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      socket.setSoTimeout(1_000);
      return socket.getInputStream().read() == '*';
    } catch (IOException e) {
      return false;
    }
  }
}
