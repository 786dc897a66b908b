package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes java.home")
class TrustStoreTest {
  private static final String HOME = System.getProperty("java.home");

  @TempDir Path folder;

  @AfterEach
  void goHome() {
    System.setProperty("java.home", HOME);
  }

  @Test
  void holdsTheAuthoritiesOfTheJdk() throws Exception {
    Path file = folder.resolve("cacerts.p12");
    TrustStore.make(file, folder.resolve("none"));
    KeyStore made = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    KeyStore theirs =
        KeyStore.getInstance(Path.of(HOME, "lib/security/cacerts").toFile(), (char[]) null);
    Set<String> aliases = Set.copyOf(Collections.list(made.aliases()));
    assertEquals("PKCS12", made.getType().toUpperCase(Locale.ROOT));
    assertFalse(aliases.isEmpty());
    assertEquals(Set.copyOf(Collections.list(theirs.aliases())), aliases);
  }

  @Test
  void isTheDistributionsWhereTheJdkHasNone() throws Exception {
    System.setProperty("java.home", folder.toString());
    Path stock = Files.writeString(folder.resolve("stock.p12"), "stock");
    Path file = folder.resolve("cacerts.p12");
    TrustStore.make(file, stock);
    assertEquals("stock", Files.readString(file));
  }

  @Test
  void isTheDistributionsWhereTheJdksCannotBeRead() throws Exception {
    System.setProperty("java.home", folder.toString());
    Files.createDirectories(folder.resolve("lib/security"));
    Files.writeString(folder.resolve("lib/security/cacerts"), "no key store");
    Path stock = Files.writeString(folder.resolve("stock.p12"), "stock");
    Path file = folder.resolve("cacerts.p12");
    TrustStore.make(file, stock);
    assertEquals("stock", Files.readString(file));
  }

  @Test
  void isTheDistributionsWhereTheJdksIsCutShort() throws Exception {
    byte[] whole = Files.readAllBytes(Path.of(HOME, "lib/security/cacerts"));
    System.setProperty("java.home", folder.toString());
    Files.createDirectories(folder.resolve("lib/security"));
    Files.write(folder.resolve("lib/security/cacerts"), Arrays.copyOf(whole, whole.length / 2));
    Path stock = Files.writeString(folder.resolve("stock.p12"), "stock");
    Path file = folder.resolve("cacerts.p12");
    TrustStore.make(file, stock);
    assertEquals("stock", Files.readString(file));
  }
}
