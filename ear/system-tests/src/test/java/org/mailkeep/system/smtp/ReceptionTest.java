package org.mailkeep.system.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;
import org.mailkeep.system.Outcome;

@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class ReceptionTest {
  private static Clients clients;

  @BeforeAll
  static void makeAccounts(MailServer server) throws IOException, InterruptedException {
    clients = Clients.on(server, "reception.example");
  }

  @ParameterizedTest
  @CsvSource({"plain, --pipeline", "tls, -tls"})
  void takesMailFromOtherServers(String marker, String option)
      throws IOException, InterruptedException {
    String said =
        clients
            .swaks("smtp", clients.address("joe"), option, "--header", "Subject: relay" + marker)
            .success();
    assertTrue(said.contains("250 2.0.0 Ok: queued as "), said);
    clients.await("joe", "relay" + marker);
  }

  @Test
  void takesMailByLmtp() throws IOException, InterruptedException {
    clients
        .swaks(
            "lmtp",
            clients.address("joe") + "," + clients.address("jane"),
            "--protocol",
            "LMTP",
            "--header",
            "Subject: bylmtp")
        .success();
    assertTrue(clients.await("joe", "bylmtp").contains("with LMTP"));
    clients.await("jane", "bylmtp");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody@reception.example, 550 5.1.1",
    "someone@elsewhere.example, 550 5.7.1",
    "someone@[127.0.0.1], 550 5.1.2",
  })
  void refusesRecipientsThatAreNotOurs(String recipient, String reply)
      throws IOException, InterruptedException {
    Outcome refused = clients.swaks("smtp", recipient);
    assertEquals(24, refused.status(), refused.output());
    assertTrue(refused.output().contains(reply), refused.output());
  }
}
