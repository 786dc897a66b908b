package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaTrustTest {
  @TempDir Path folder;

  /// A file of one authority, as an application server has it.
  private Path locked(String password) throws Exception {
    X509Certificate authority = JavaTrust.judge().getAcceptedIssuers()[0];
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("one", authority);
    Path file = folder.resolve("cacerts.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  private static Properties properties(Path trusted) {
    var properties = new Properties();
    properties.setProperty("java.home", System.getProperty("java.home"));
    properties.setProperty("javax.net.ssl.trustStore", trusted.toString());
    return properties;
  }

  @Test
  void readsAFileThatOpensWithTheUsualPassword() throws Exception {
    X509Certificate[] found = JavaTrust.judge(properties(locked("changeit"))).getAcceptedIssuers();
    assertArrayEquals(new X509Certificate[] {JavaTrust.judge().getAcceptedIssuers()[0]}, found);
  }

  @Test
  void readsAFileWithThePasswordThatJavaWasTold() throws Exception {
    Properties properties = properties(locked("another"));
    properties.setProperty("javax.net.ssl.trustStorePassword", "another");
    assertEquals(1, JavaTrust.judge(properties).getAcceptedIssuers().length);
  }

  @Test
  void takesTheJdksWhereAFileCannotBeOpened() throws Exception {
    assertTrue(JavaTrust.judge(properties(locked("another"))).getAcceptedIssuers().length > 1);
    Path none = folder.resolve("none");
    assertTrue(JavaTrust.judge(properties(none)).getAcceptedIssuers().length > 1);
  }
}
