package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressesTest {

  @TempDir Path folder;

  private Addresses read(String toml) throws IOException, Failure {
    Files.writeString(folder.resolve("mailkeep.toml"), toml);
    return Addresses.of(new InstanceFolder(folder), _ -> null);
  }

  @Test
  void withoutAFileTheDefaultSetRunsOnLoopback() throws Failure {
    Addresses addresses = Addresses.of(new InstanceFolder(folder), _ -> null);
    assertEquals(10, addresses.all().size());
    assertEquals(14_848, addresses.console());
    assertEquals(List.of(18_080, 10_443), addresses.http().stream().map(Listener::port).toList());
    assertTrue(addresses.all().stream().allMatch(a -> a.address().equals("127.0.0.1")));
  }

  @Test
  void whatAFileDeclaresRunsAndNothingElse() throws IOException, Failure {
    Addresses addresses =
        read(
            """
            server.port-offset = 0
            server.listener.mx.bind = ["127.0.0.1:2525", "[::1]:2525"]
            server.listener.mx.protocol = "smtp"
            server.listener.old.bind = "127.0.0.1:2526"
            server.listener.old.protocol = "smtp"
            server.listener.old.disable = true
            server.listener.web.bind = "127.0.0.1:8443"
            server.listener.web.protocol = "https"
            """);
    assertEquals(List.of("mx", "mx-2", "web"), addresses.all().stream().map(Listener::id).toList());
    assertEquals(4848, addresses.console());
    assertEquals("https://127.0.0.1:8443", addresses.nearest().orElseThrow().url());
  }

  @Test
  void aMistakeIsShownWithItsPlaceAndWhatMayBeMeant() {
    var failure =
        assertThrows(Failure.class, () -> read("server.port-offset = 1\nserver.hostnam = \"x\"\n"));
    assertEquals("the configuration is wrong", failure.getMessage());
    assertEquals(
        List.of(
            folder.resolve("mailkeep.toml")
                + ":2: server.hostnam: unknown key; did you mean server.hostname?"),
        failure.hints());
  }
}
