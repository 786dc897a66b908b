package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The application server's domain in an instance: made from the template in `config/payara`, not
/// by the server's own command, which would cost several virtual machines.
final class Domain {

  /// What the stock domain supplies unchanged.
  private static final List<String> STOCK =
      List.of("login.conf", "default-web.xml", "keyfile", "domain-passwords");

  /// What the template folder supplies unchanged.
  private static final List<String> OURS = List.of("logging.properties", "compiler.json");

  private static final int SALT = 8;

  private final InstanceFolder instance;
  private final Secrets secrets;

  Domain(InstanceFolder instance, Secrets secrets) {
    this.instance = instance;
    this.secrets = secrets;
  }

  /// Whether the domain was made, completely.
  boolean exists() {
    return Files.exists(config("domain.xml"));
  }

  /// Makes the domain.
  ///
  /// @param template folder with `domain.xml` and `logging.properties`
  void make(Path template) throws IOException, Failure, InterruptedException {
    Trees.delete(instance.domain());
    for (String folder : List.of("config", "lib/ext", "logs", "applications", "docroot")) {
      Files.createDirectories(instance.domain().resolve(folder));
    }
    Files.setPosixFilePermissions(instance.domain(), PosixFilePermissions.fromString("rwx------"));
    Process keytool = Keystore.begin(config("keystore.p12"));
    Path stock = instance.payara().resolve("glassfish/domains/domain1/config");
    for (String file : STOCK) {
      Files.copy(stock.resolve(file), config(file));
    }
    for (String file : OURS) {
      Files.copy(template.resolve(file), config(file));
    }
    TrustStore.make(config("cacerts.p12"), stock.resolve("cacerts.p12"));
    String password = secrets.password();
    Secrets.write(instance.consolePassword(), password + "\n");
    Secrets.write(config("admin-keyfile"), "admin;" + digest(password) + ";asadmin\n");
    Keystore.await(keytool);
    Secrets.write(config("domain.xml"), filled(template.resolve("domain.xml")));
  }

  /// Sets the HTTP listeners and the console's port, and puts the application back that somebody
  /// undeployed or disabled.
  ///
  /// @param template folder with `domain.xml`
  /// @return whether the application was gone or disabled
  boolean bring(Addresses addresses, Path template) throws IOException {
    DomainFile file = DomainFile.read(config("domain.xml"));
    file.listeners(addresses.http());
    file.console(addresses.console());
    boolean back = file.application(DomainFile.read(template.resolve("domain.xml")));
    file.write();
    return back;
  }

  /// The command line that runs the domain in this virtual machine's like.
  ///
  /// @param options for the virtual machine beside those of the domain, which they override
  List<String> commandLine(List<String> options) throws IOException {
    String root = instance.domain().toString();
    String installation = instance.payara().resolve("glassfish").toString();
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : DomainFile.read(config("domain.xml")).machineOptions()) {
      line.add(
          option
              .replace("${com.sun.aas.instanceRoot}", root)
              .replace("${com.sun.aas.installRoot}", installation));
    }
    line.addAll(options);
    line.addAll(
        List.of(
            "-Dcom.sun.aas.instanceRoot=" + root,
            "-Dcom.sun.aas.installRoot=" + installation,
            "-cp",
            root + "/lib/ext/*:" + installation + "/modules/glassfish.jar",
            "com.sun.enterprise.glassfish.bootstrap.ASMain"));
    line.addAll(List.of("-upgrade", "false", "-read-stdin", "false"));
    line.addAll(List.of("-domainname", "domain", "-domaindir", root));
    line.addAll(List.of("-instancename", "server", "-type", "DAS"));
    line.addAll(List.of("-verbose", "false", "-debug", "false", "-watchdog", "false"));
    line.addAll(List.of("-warmup", "false", "-asadmin-args", "start-domain"));
    line.addAll(List.of("-asadmin-classpath", installation + "/lib/client/appserver-cli.jar"));
    line.addAll(List.of("-asadmin-classname", "com.sun.enterprise.admin.cli.AdminMain"));
    return line;
  }

  private Path config(String file) {
    return instance.domain().resolve("config").resolve(file);
  }

  private String filled(Path template) throws IOException {
    return Files.readString(template).replace("@instance@", instance.home().toString());
  }

  /// The salted form that the server's file realm reads.
  private String digest(String password) {
    try {
      byte[] salt = secrets.octets(SALT);
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(password.getBytes(StandardCharsets.UTF_8));
      byte[] hash = sha.digest(salt);
      for (int round = 2; round <= 100; round++) {
        hash = sha.digest(hash);
      }
      byte[] both = new byte[hash.length + salt.length];
      System.arraycopy(hash, 0, both, 0, hash.length);
      System.arraycopy(salt, 0, both, hash.length, salt.length);
      return "{SSHA256}" + Base64.getEncoder().encodeToString(both);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
