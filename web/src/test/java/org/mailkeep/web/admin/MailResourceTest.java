package org.mailkeep.web.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.transfer.RemoteAccount;

class MailResourceTest {
  private static RemoteAccount remote(String json) {
    return MailResource.remote(Body.read(new ByteArrayInputStream(json.getBytes(UTF_8)), 10_000));
  }

  @Test
  void anAccountElsewhereIsRead() {
    var usual = remote("{\"host\":\"h\",\"login\":\"l\",\"password\":\"p\"}");
    assertEquals(993, usual.port());
    assertEquals(RemoteAccount.Security.TLS, usual.security());
    assertFalse(usual.anyCertificate());
    var other =
        remote(
            """
            {"host":"h","login":"l","password":"p","security":"starttls","mailboxes":"a,b",
             "allowInvalidCertificate":"true"}
            """);
    assertEquals(
        new RemoteAccount("h", 143, RemoteAccount.Security.STARTTLS, true, "l", "p", "a,b"), other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"host\":\"h\",\"login\":\"l\"}",
        "{\"host\":\"h\",\"login\":\"l\",\"password\":\"p\",\"port\":\"0\"}",
        "{\"host\":\"h\",\"login\":\"l\",\"password\":\"p\",\"port\":\"x\"}",
        "{\"host\":\"h\",\"login\":\"l\",\"password\":\"p\",\"security\":\"much\"}",
        "{\"host\":\"h\",\"login\":\"l\",\"password\":\"p\",\"speed\":\"much\"}"
      })
  void whatMakesNoSenseIsRefused(String json) {
    assertThrows(ProblemException.class, () -> remote(json));
  }
}
