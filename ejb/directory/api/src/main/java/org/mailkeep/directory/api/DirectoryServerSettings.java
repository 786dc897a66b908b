package org.mailkeep.directory.api;

import java.time.Duration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.TrustSettings;

/// `directory.<id>.*` of directories on servers: where they are, and how many connections to them
/// are kept.
public final class DirectoryServerSettings {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  /// Where it is.
  public static final Setting<String> URL =
      Setting.text("directory.<id>.url")
          .formerly("directory.<id>.address")
          .unsetMeans("required for ldap; for sql the store says; for imap, smtp, lmtp see host")
          .secret()
          .onRestart()
          .says(
              "Where a directory's server is: `ldap://host:389`, `ldaps://host:636`, or"
                  + " `postgresql://user:password@host:5432/database`, `mysql://…`,"
                  + " `sqlite://path` for a database without a store of its own.");

  /// Whether connections are encrypted.
  public static final Setting<Boolean> TLS =
      Setting.bool("directory.<id>.tls.enable")
          .formerly("directory.<id>.tls.implicit")
          .or(false)
          .onRestart()
          .says(
              "ldap: whether a plain connection becomes encrypted before anything is said"
                  + " (StartTLS). imap, smtp, lmtp: whether connections are encrypted from the"
                  + " first octet; else they become so as soon as the server offers it"
                  + " (STARTTLS).");

  /// Whose certificates are good.
  public static final Setting<String> TLS_CA =
      Setting.text("directory.<id>.tls.ca")
          .content()
          .unsetMeans("those that the server's Java trusts")
          .onRestart()
          .says(
              "Authorities in PEM, or file:///path of them. A directory's server that is reached by"
                  + " TLS needs a certificate that one of them has signed and that bears its name."
                  + " One by imap, smtp or lmtp must offer STARTTLS then, unless there is"
                  + " tls.enable; one of sql needs `sslmode=verify-full` or"
                  + " `ssl-mode=VERIFY_IDENTITY` in its url.");

  /// Whether any certificate will do.
  public static final Setting<Boolean> TLS_INVALID =
      Setting.bool("directory.<id>.tls.allow-invalid-certs")
          .or(false)
          .onRestart()
          .says("Whether a directory's server is trusted whatever its certificate says.");

  /// Whom a directory's server must prove to be.
  public static final TrustSettings TRUST = new TrustSettings(TLS_CA, TLS_INVALID);

  /// How long it may take.
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("directory.<id>.timeout")
          .or(HALF_A_MINUTE)
          .onRestart()
          .says("How long a directory's server may take to answer.");

  /// Entries of an answer.
  public static final Setting<Integer> ENTRIES =
      Setting.integer("directory.<id>.limits.entries", 1, 1_000_000)
          .or(10_000)
          .onRestart()
          .says(
              "Entries or rows that one answer of ldap or sql may have, such as the recipients of"
                  + " an address or the members of a list. One with more is a temporary failure, so"
                  + " that nobody is left out.");

  /// Groups of a member.
  public static final Setting<Integer> GROUPS =
      Setting.integer("directory.<id>.limits.groups", 1, 100_000)
          .or(500)
          .onRestart()
          .says(
              "Groups that somebody in ldap may be in, directly or by other groups. More are a"
                  + " temporary failure.");

  /// Connections at most.
  public static final Setting<Integer> MOST =
      Setting.integer("directory.<id>.pool.max-connections", 1, 10_000)
          .or(10)
          .onRestart()
          .says("Connections to a directory's server that are open at once.");

  /// Connections at least.
  public static final Setting<Integer> LEAST =
      Setting.integer("directory.<id>.pool.min-connections", 0, 10_000)
          .or(1)
          .onRestart()
          .says(
              "Connections of them that stay open while there is nothing to do. To servers of imap,"
                  + " smtp and lmtp none does unless this is set.");

  /// How long connecting takes.
  public static final Setting<Duration> CREATE =
      Setting.duration("directory.<id>.pool.timeout.create")
          .formerly("directory.<id>.pool.connect-timeout")
          .or(HALF_A_MINUTE)
          .onRestart()
          .says("How long a connection to a directory's server may take to be made.");

  /// How long callers wait.
  public static final Setting<Duration> WAIT =
      Setting.duration("directory.<id>.pool.timeout.wait")
          .or(HALF_A_MINUTE)
          .onRestart()
          .says("How long a caller waits for a connection; then a temporary failure.");

  /// How long a check takes.
  public static final Setting<Duration> RECYCLE =
      Setting.duration("directory.<id>.pool.timeout.recycle")
          .or(HALF_A_MINUTE)
          .onRestart()
          .says(
              "How long a connection that has rested may take to show that it still works, before"
                  + " it is used again; then another takes its place.");

  /// A pool of somebody else.
  public static final Setting<String> FACTORY =
      Setting.text("directory.<id>.connection-factory")
          .unsetMeans("Mailkeep defines a pool, of which `pool.*` tells")
          .onRestart()
          .says(
              "The JNDI name of a connector pool that the application server's administrator has"
                  + " made for ldap, imap, smtp or lmtp, such as `eis/office`. It has the property"
                  + " `directory` with the id of this directory; its sizes and time-outs are the"
                  + " administrator's, and the server's address and password stay here.");

  /// When connections go.
  public static final Setting<Duration> LIFE =
      Setting.duration("directory.<id>.pool.max-lifetime")
          .or(Duration.ofMinutes(30))
          .onRestart()
          .says("After which a connection is closed when it is given back.");

  /// When idle connections go.
  public static final Setting<Duration> IDLE =
      Setting.duration("directory.<id>.pool.idle-timeout")
          .or(Duration.ofMinutes(5))
          .onRestart()
          .says("After which an idle connection above the least is closed.");

  private DirectoryServerSettings() {}
}
