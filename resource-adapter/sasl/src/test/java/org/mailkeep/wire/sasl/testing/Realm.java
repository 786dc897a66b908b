package org.mailkeep.wire.sasl.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A realm of MIT Kerberos on loopback, in a folder of its own.
public final class Realm implements AutoCloseable {
  private static final int TRIES = 500;

  private final Path folder;
  private final String name;
  private final int port;
  private final Process kdc;

  private Realm(Path folder, String name, int port) throws IOException, InterruptedException {
    this.folder = folder;
    this.name = name;
    this.port = port;
    configure();
    run("kdb5_util", "-r", name, "create", "-s", "-P", "master of all");
    kdc = program("krb5kdc", "-n", "-r", name, "-P", folder.resolve("pid").toString()).start();
  }

  /// Starts one that has nobody yet.
  ///
  /// @param name in capitals: `MAIL.EXAMPLE`
  public static Realm started(Path folder, String name) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var realm = new Realm(folder, name, port);
    realm.await();
    return realm;
  }

  private void configure() throws IOException {
    Files.writeString(
        configuration(),
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
          kdc = 127.0.0.1:%2$d
        }
        [domain_realm]
        localhost = %1$s
        """
            .formatted(name, port));
    Files.writeString(
        folder.resolve("kdc.conf"),
        """
        [realms]
        %1$s = {
          database_name = %3$s/principal
          key_stash_file = %3$s/stash
          acl_file = %3$s/acl
          kdc_listen = 127.0.0.1:%2$d
          kdc_tcp_listen = 127.0.0.1:%2$d
        }
        """
            .formatted(name, port, folder));
  }

  /// What clients and servers of the realm go by.
  public Path configuration() {
    return folder.resolve("krb5.conf");
  }

  /// Somebody with a password.
  public void person(String login, String password) throws IOException, InterruptedException {
    run("kadmin.local", "-r", name, "-q", "addprinc -pw " + password + " " + login);
  }

  /// A service of this host.
  ///
  /// @return the file with its keys
  public Path service(String service) throws IOException, InterruptedException {
    Path keytab = folder.resolve("keytab");
    run("kadmin.local", "-r", name, "-q", "addprinc -randkey " + service);
    run("kadmin.local", "-r", name, "-q", "ktadd -k " + keytab + " " + service);
    return keytab;
  }

  private ProcessBuilder program(String command, String... arguments) {
    var line = new ArrayList<>(List.of("/usr/sbin/" + command));
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("KRB5_CONFIG", configuration().toString());
    builder.environment().put("KRB5_KDC_PROFILE", folder.resolve("kdc.conf").toString());
    return builder;
  }

  private void run(String command, String... arguments) throws IOException, InterruptedException {
    Process process = program(command, arguments).start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + ": " + Files.readString(folder.resolve("log")));
    }
  }

  private void await() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException _) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    throw new IOException("the KDC does not listen: " + Files.readString(folder.resolve("log")));
  }

  @Override
  public void close() {
    kdc.destroy();
  }
}
