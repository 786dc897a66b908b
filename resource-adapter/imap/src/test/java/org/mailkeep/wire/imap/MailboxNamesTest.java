package org.mailkeep.wire.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailboxNamesTest {
  @ParameterizedTest
  @CsvSource({
    "INBOX, INBOX",
    "a&b, a&-b",
    "Entwürfe, Entw&APw-rfe",
    "台北/日本語, '&U,BTFw-/&ZeVnLIqe-'",
    "'&', '&-'",
    "\uD83D\uDE00!, '&2D3eAA-!'",
    "tab\there, 'tab&AAk-here'"
  })
  void writesModifiedUtf7(String name, String wire) throws Exception {
    assertEquals(wire, new String(MailboxNames.encode(name, false), UTF_8));
    if (name.indexOf('\t') < 0) {
      assertEquals(name, MailboxNames.decode(wire.getBytes(UTF_8), false));
    }
  }

  @Test
  void writesUtf8OnceEnabled() {
    assertEquals("R&D ü", new String(MailboxNames.encode("R&D ü", true), UTF_8));
  }
}
