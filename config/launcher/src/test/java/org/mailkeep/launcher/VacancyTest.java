package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VacancyTest {

  private static Vacancy of(int console, String address, int port) {
    var listener = new Listener("web", "http", address, port, Listener.Encryption.NONE);
    return new Vacancy(new Addresses(console, List.of(listener)));
  }

  private static ServerSocket stranger() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void portsThatNobodyHasAreVacantAndStaySo() throws IOException {
    int port;
    try (var stranger = stranger()) {
      port = stranger.getLocalPort();
    }
    assertDoesNotThrow(() -> of(0, "127.0.0.1", port).check());
    assertDoesNotThrow(() -> of(0, "127.0.0.1", port).check());
  }

  @Test
  void everyPortOfAnotherServerIsNamed() throws IOException {
    try (var stranger = stranger()) {
      int port = stranger.getLocalPort();
      var failure = assertThrows(Failure.class, of(port, "127.0.0.1", port)::check);
      assertEquals("the server cannot listen", failure.getMessage());
      assertEquals(3, failure.hints().size());
      assertTrue(failure.hints().get(0).startsWith("listener web: 127.0.0.1:" + port + ": "));
      assertTrue(failure.hints().get(1).startsWith("server.console.port: 127.0.0.1:" + port));
      assertTrue(failure.hints().get(2).contains("server.port-offset"));
    }
  }

  @Test
  void allAddressesAreTakenWhereOneIs() throws IOException {
    try (var stranger = stranger()) {
      assertThrows(Failure.class, of(0, "0.0.0.0", stranger.getLocalPort())::check);
    }
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    var failure = assertThrows(Failure.class, of(0, "192.0.2.1", 2525)::check);
    assertTrue(failure.hints().getFirst().startsWith("listener web: 192.0.2.1:2525: "));
  }
}
