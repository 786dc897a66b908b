package org.mailkeep.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The key of the application server's HTTPS listener: self-signed, made once for each domain by
/// the JDK's keytool (the distribution's own key is known to the world).
final class Keystore {

  /// The entry's name.
  static final String ALIAS = "mailkeep";

  private static final int SECONDS = 60;

  /// Of deriving a key from the password: as that is the server's stock one, the rights of the
  /// domain's folder protect the key, and more rounds would only delay each start.
  private static final int ROUNDS = 1;

  private Keystore() {}

  /// Begins to make the store; [#await] ends it.
  static Process begin(Path file) throws IOException {
    String host = hostname();
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Dkeystore.pkcs12.keyPbeIterationCount=" + ROUNDS,
                "-J-Dkeystore.pkcs12.certPbeIterationCount=" + ROUNDS,
                "-J-Dkeystore.pkcs12.macIterationCount=" + ROUNDS,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=DNS:" + host + ",DNS:localhost,IP:127.0.0.1,IP:::1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Waits for the store.
  static void await(Process keytool) throws Failure, InterruptedException {
    if (!keytool.waitFor(SECONDS, TimeUnit.SECONDS)) {
      keytool.destroyForcibly();
      throw Failure.of("keytool did not make a certificate within " + SECONDS + " s");
    }
    if (keytool.exitValue() != 0) {
      throw Failure.of("keytool could not make a certificate: exit " + keytool.exitValue());
    }
  }

  private static String hostname() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?") ? name : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
