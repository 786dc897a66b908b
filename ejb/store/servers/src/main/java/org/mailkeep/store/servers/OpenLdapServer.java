package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// OpenLDAP, as Debian's packages `slapd` and `ldap-utils` have it, with a schema for mail: plain
/// with StartTLS, and TLS on a second port, with a certificate of its [#authority].
public final class OpenLdapServer extends LocalServer {
  /// Where everything is.
  public static final String SUFFIX = "dc=example,dc=org";

  /// A user who may read everything, passwords too.
  public static final String SERVICE = "cn=mail," + SUFFIX;

  /// The password of both users.
  public static final String PASSWORD = "secret-of-the-tests";

  private static final String ADMINISTRATOR = "cn=admin," + SUFFIX;
  private static final String SCHEMA = "/etc/ldap/schema/";

  private final int tlsPort = FreePort.claim();

  private OpenLdapServer() throws IOException {
    super("ldap");
  }

  /// Makes a database and starts a server on it.
  ///
  /// @param limits lines of its database's configuration, such as `sizelimit 5`
  public static OpenLdapServer started(String... limits) throws IOException {
    var server = new OpenLdapServer();
    server.prepare(List.of(limits));
    server.start();
    server.add(
        """
        dn: dc=example,dc=org
        objectClass: dcObject
        objectClass: organization
        o: Example
        dc: example

        dn: cn=mail,dc=example,dc=org
        objectClass: applicationProcess
        objectClass: simpleSecurityObject
        cn: mail
        userPassword: %s
        """
            .formatted(PASSWORD));
    return server;
  }

  private void prepare(List<String> limits) throws IOException {
    Files.createDirectory(folder().resolve("db"));
    Ground.own(folder().resolve("db"));
    TestAuthority.write(folder(), "key.pem", "certificate.pem");
    write(
        "mail.schema",
        """
        attributetype ( 1.3.6.1.4.1.99999.1.1 NAME 'mailQuota' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
        attributetype ( 1.3.6.1.4.1.99999.1.2 NAME 'mailPrimaryAddress' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
        attributetype ( 1.3.6.1.4.1.99999.1.3 NAME 'mailAlternateAddress' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
        attributetype ( 1.3.6.1.4.1.99999.1.4 NAME 'mailList' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
        attributetype ( 1.3.6.1.4.1.99999.1.5 NAME 'mailEnabled' EQUALITY booleanMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE )
        objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'mailAccount' SUP top AUXILIARY MAY ( mailQuota $ mailPrimaryAddress $ mailAlternateAddress $ mailList $ mailEnabled ) )
        """);
    var lines = new ArrayList<String>();
    for (String schema : List.of("core", "cosine", "inetorgperson")) {
      lines.add("include " + SCHEMA + schema + ".schema");
    }
    lines.add("include " + folder().resolve("mail.schema"));
    lines.add("pidfile " + folder().resolve("slapd.pid"));
    lines.add("modulepath /usr/lib/ldap");
    lines.add("moduleload back_mdb");
    lines.add("moduleload memberof");
    lines.add("moduleload retcode");
    lines.add("TLSCertificateFile " + folder().resolve("certificate.pem"));
    lines.add("TLSCertificateKeyFile " + folder().resolve("key.pem"));
    lines.add("TLSVerifyClient never");
    lines.add("database mdb");
    lines.add("maxsize 104857600");
    lines.add("suffix \"" + SUFFIX + "\"");
    lines.add("rootdn \"" + ADMINISTRATOR + "\"");
    lines.add("rootpw " + PASSWORD);
    lines.add("directory " + folder().resolve("db"));
    lines.addAll(limits);
    lines.add("index objectClass,uid,cn,mail,mailPrimaryAddress,mailAlternateAddress,mailList eq");
    lines.add("index entryUUID,member,memberOf eq");
    lines.add("overlay memberof");
    lines.add(
        "access to attrs=userPassword by dn.exact=\""
            + SERVICE
            + "\" read by anonymous auth by *"
            + " none");
    lines.add("access to * by dn.exact=\"" + SERVICE + "\" read by anonymous auth by * none");
    write("slapd.conf", String.join("\n", lines) + "\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder().resolve(name);
    Files.writeString(file, text);
    Ground.own(file);
  }

  /// Adds entries, in LDIF.
  public void add(String ldif) throws IOException {
    run("ldapadd", ldif);
  }

  /// Changes entries, in LDIF.
  public void modify(String ldif) throws IOException {
    run("ldapmodify", ldif);
  }

  private void run(String program, String ldif) throws IOException {
    Path file = Files.createTempFile(folder(), "change", ".ldif");
    Files.writeString(file, ldif, StandardCharsets.UTF_8);
    Ground.run(
        List.of(
            program,
            "-x",
            "-H",
            "ldap://127.0.0.1:" + port(),
            "-D",
            ADMINISTRATOR,
            "-w",
            PASSWORD,
            "-f",
            file.toString()),
        folder());
  }

  /// Where it listens with TLS from the first octet.
  public int tlsPort() {
    return tlsPort;
  }

  @Override
  List<String> command() {
    return List.of(
        "/usr/sbin/slapd",
        "-d",
        "0",
        "-f",
        folder().resolve("slapd.conf").toString(),
        "-h",
        "ldap://127.0.0.1:%d/ ldaps://127.0.0.1:%d/".formatted(port(), tlsPort));
  }

  @Override
  Signals signals() {
    return new Signals("KILL", "TERM");
  }

  @Override
  boolean isReady(long pid) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
