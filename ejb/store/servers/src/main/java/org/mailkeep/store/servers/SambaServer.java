package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Samba as a domain controller of Active Directory, as Debian's packages `samba-ad-dc`,
/// `samba-ad-provision` and `ldap-utils` have it. Its ports cannot be chosen, so it has a loopback
/// address of its own; and it runs as root only.
public final class SambaServer extends LocalServer {
  /// Where everything is.
  public static final String SUFFIX = "DC=ad,DC=example,DC=org";

  /// The short name of the domain, which stands before the backslash in names of users.
  public static final String DOMAIN = "ADEX";

  /// Who may do everything, as a name to bind with, and its password.
  public static final String ADMINISTRATOR = "Administrator@ad.example.org";

  /// The password of [#ADMINISTRATOR].
  public static final String PASSWORD = "Passw0rd!1";

  /// An option of [#started]: there is a KDC, too.
  public static final String KERBEROS = "server services = ldap, kdc";

  /// The realm of its KDC.
  public static final String REALM = "AD.EXAMPLE.ORG";

  private static final int LDAP = 389;

  /// Tickets with AES of 128 and 256 bits alone: Java takes no RC4, which is the usual.
  private static final int AES = 0x18;

  private final String address;

  private SambaServer() throws IOException {
    super("samba");
    var chance = ThreadLocalRandom.current();
    address = "127.%d.%d.%d".formatted(70 + chance.nextInt(50), chance.nextInt(256), 1);
  }

  /// Makes a domain whose passwords may be anything, and starts its controller.
  ///
  /// @param options lines of its section `global`, such as `ldap server require strong auth = no`
  public static SambaServer started(String... options) throws IOException {
    var server = new SambaServer();
    server.provision(List.of(options));
    server.start();
    return server;
  }

  private void provision(List<String> options) throws IOException {
    Path folder = folder();
    Ground.run(
        List.of(
            "samba-tool",
            "domain",
            "provision",
            "--realm=" + REALM,
            "--domain=" + DOMAIN,
            "--adminpass=" + PASSWORD,
            "--server-role=dc",
            "--dns-backend=NONE",
            "--host-name=dc1",
            "--host-ip=" + address,
            "--targetdir=" + folder,
            "--option=interfaces=" + address + "/8",
            "--option=bind interfaces only=yes"),
        folder);
    Path settings = settings();
    String more =
        """
        [global]
        \tinterfaces = %s/8
        \tbind interfaces only = yes
        \tserver services = ldap
        \tpid directory = %s/run
        \tncalrpc dir = %s/run/ncalrpc
        \tlog file = %s/log
        \tdns update command = /bin/true
        \tdisable netbios = yes
        \tldb:nosync = yes
        """
            .formatted(address, folder, folder, folder);
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("[global]\n", more + "\t" + String.join("\n\t", options) + "\n"));
    tool(
        "domain",
        "passwordsettings",
        "set",
        "--complexity=off",
        "--min-pwd-length=0",
        "--min-pwd-age=0",
        "--history-length=0");
  }

  private void tool(String... arguments) throws IOException {
    var line = new ArrayList<>(List.of("samba-tool"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("-s", settings().toString()));
    Ground.run(line, folder());
  }

  /// What clients of its KDC go by.
  public Path kerberos() throws IOException {
    return Files.writeString(
        folder().resolve("krb5.conf"),
        """
        [libdefaults]
        default_realm = %1$s
        dns_lookup_kdc = false
        dns_lookup_realm = false
        rdns = false
        dns_canonicalize_hostname = false
        udp_preference_limit = 1
        [realms]
        %1$s = {
          kdc = %2$s
        }
        [domain_realm]
        localhost = %1$s
        """
            .formatted(REALM, address));
  }

  /// Makes an account for a service such as `imap/localhost`.
  ///
  /// @return the file with its keys
  public Path service(String name) throws IOException {
    String account = name.replace('/', '-');
    Path keys = folder().resolve(account + ".keytab");
    tool("user", "create", account, PASSWORD);
    change(
        """
        dn: CN=%s,CN=Users,%s
        changetype: modify
        replace: msDS-SupportedEncryptionTypes
        msDS-SupportedEncryptionTypes: %d
        """
            .formatted(account, SUFFIX, AES));
    tool("spn", "add", name, account);
    tool("domain", "exportkeytab", keys.toString(), "--principal=" + name);
    return keys;
  }

  private Path settings() {
    return folder().resolve("etc/smb.conf");
  }

  /// Where it listens without TLS, or with StartTLS.
  public String url() {
    return "ldap://" + address + ":" + LDAP;
  }

  /// Where it listens with TLS from the first octet; it has signed its certificate itself.
  public String tlsUrl() {
    return "ldaps://" + address + ":636";
  }

  /// Adds, changes or deletes entries, in LDIF with `changetype`.
  public void change(String ldif) throws IOException {
    Path file = Files.createTempFile(folder(), "change", ".ldif");
    Files.writeString(file, ldif, StandardCharsets.UTF_8);
    ldap("ldapmodify", "-f", file.toString());
  }

  /// A password as the attribute `unicodePwd` takes it: in quotes, in UTF-16.
  public static byte[] secret(String password) {
    return ('"' + password + '"').getBytes(StandardCharsets.UTF_16LE);
  }

  /// Deletes an entry and all below it.
  public void delete(String dn) throws IOException {
    ldap("ldapdelete", "-r", dn);
  }

  private void ldap(String program, String... arguments) throws IOException {
    var line = new ArrayList<>(List.of("env", "LDAPTLS_REQCERT=never", program));
    line.addAll(List.of("-x", "-H", tlsUrl(), "-D", ADMINISTRATOR, "-w", PASSWORD));
    line.addAll(List.of(arguments));
    Ground.run(line, folder());
  }

  @Override
  List<String> command() {
    return List.of(
        "/usr/sbin/samba", "--foreground", "--no-process-group", "-s", settings().toString());
  }

  @Override
  List<String> line() {
    return command();
  }

  /// Its processes end with the first of them, which must be told in good order.
  @Override
  Signals signals() {
    return new Signals("TERM", "TERM");
  }

  /// It makes a key for TLS when it starts, long after its plain port answers; so the administrator
  /// must get in with TLS.
  @Override
  boolean isReady(long pid) {
    try {
      ldap("ldapsearch", "-o", "nettimeout=2", "-s", "base", "-b", SUFFIX, "1.1");
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
