package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.mailbox.testing.MapCaches;
import org.mailkeep.settings.Configuration;

class MailboxSettingsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private static Configuration configuration(String toml) {
    return Configuration.of(toml, MailboxSettings.class);
  }

  @Test
  void defaultsAreTheDefaults() {
    Configuration configuration = configuration("");
    assertEquals(MailboxLimits.DEFAULT, MailboxSettings.limits(configuration));
    assertEquals(
        "[INBOX, Drafts, Sent Items, Junk Mail, Deleted Items, Archive]",
        MailboxSettings.folders(configuration).stream()
            .map(DefaultFolder::name)
            .toList()
            .toString());
    assertTrue(
        MailboxSettings.folders(configuration).stream()
            .allMatch(folder -> folder.create() && folder.subscribe()));
    StoredMailAccounts.Caches caches = MailboxSettings.caches(configuration, new MapCaches());
    assertEquals(2048, caches.accounts().entries());
    assertEquals(2048, caches.mailboxes().entries());
    assertEquals(4_000_000, caches.messages());
  }

  @Test
  void valuesAreTaken() {
    Configuration configuration =
        configuration(
            """
            [jmap.mailbox]
            max-depth = 3
            max-name-length = 50
            max-count = 99
            [jmap.email]
            max-keywords = 5
            max-keyword-length = 20
            auto-expunge = "7d"
            [storage.undelete]
            retention = "14d"
            [jmap.folders.sent]
            name = "Gesendet"
            create = false
            subscribe = false
            [cache.mailbox]
            size = 7
            messages = 20000
            """);
    assertEquals(new MailboxLimits(3, 50, 99, 5, 20, true), MailboxSettings.limits(configuration));
    assertEquals(
        new PurgeTimes(
            NOW.minus(Duration.ofDays(30)),
            NOW.minus(Duration.ofDays(7)),
            NOW.minus(Duration.ofDays(14))),
        MailboxSettings.purgeTimes(configuration, NOW));
    assertTrue(
        MailboxSettings.folders(configuration)
            .contains(new DefaultFolder(Role.SENT, "Gesendet", false, false)));
    StoredMailAccounts.Caches caches = MailboxSettings.caches(configuration, new MapCaches());
    assertEquals(7, caches.mailboxes().entries());
    assertEquals(20_000, caches.messages());
  }

  @Test
  void nothingGoesByItselfAndNothingIsKeptWhereTheFileSaysSo() {
    Configuration configuration =
        configuration("jmap.email.auto-expunge = false\nenterprise.undelete-period = false\n");
    PurgeTimes times = MailboxSettings.purgeTimes(configuration, NOW);
    assertEquals(Instant.MIN, times.discarded());
    assertEquals(NOW, times.deleted());
    assertFalse(MailboxSettings.limits(configuration).keepsDeleted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jmap.mailbox.max-depth = 0",
        "jmap.email.max-keywords = 0",
        "cache.account.size = 0",
        "jmap.folders.sent.name = \"\"",
        "jmap.folders.sent.name = \"a*\"",
        "jmap.folders.sent.name = \"Drafts\"",
        "jmap.folders.sent.name = \"inbox\""
      })
  void badValuesAreRefused(String toml) {
    assertThrows(IllegalArgumentException.class, () -> configuration(toml));
  }
}
