package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

class StoredRecordsTest {
  private static final AccountId ID = new AccountId(7);
  private static final Instant CREATED = Instant.parse("2026-11-22T12:00:00Z");

  private static final StoredPrincipal JANE =
      new StoredPrincipal(
          ID,
          Setup.draft("jane@example.org", "jane@example.org", "\"j d\"@example.org", "@example.org")
              .withName("Jane Döe")
              .withQuota(new Account.Quota(1L << 30, 1_000))
              .withRoles(Set.of("user", "admin"))
              .withEnabled(false)
              .withSecrets(List.of("$6$x$y", "{PLAIN}z")),
          CREATED);

  @Test
  void anAccountIsReadAsItWasWritten() {
    assertEquals(JANE, StoredPrincipal.decode(ID, JANE.encode()));
    var bare = new StoredPrincipal(ID, Setup.draft("admin"), CREATED);
    assertEquals(bare, StoredPrincipal.decode(ID, bare.encode()));
  }

  /// What a first version wrote must be read for ever.
  @Test
  void theStoredFormDoesNotChange() {
    var domain = new StoredDomain("x", Instant.ofEpochMilli(5));
    assertEquals("0a01781005", HexFormat.of().formatHex(domain.encode()));
    var name = new NameEntry(ID, true, false);
    assertEquals("080710011800", HexFormat.of().formatHex(name.encode()));
    var login = new LoginEntry(ID, "x");
    assertEquals("0807120178", HexFormat.of().formatHex(login.encode()));
    var bare = new StoredPrincipal(ID, Setup.draft("a"), Instant.ofEpochMilli(5));
    assertEquals("0a0161120032047573657238014805", HexFormat.of().formatHex(bare.encode()));
  }

  @Test
  void fieldsOfALaterVersionAreSkipped() {
    assertEquals(JANE, StoredPrincipal.decode(ID, later(JANE.encode())));
    var domain = new StoredDomain("ours", CREATED);
    assertEquals(domain, StoredDomain.decode(later(domain.encode())));
    var name = new NameEntry(ID, true, true);
    assertEquals(name, NameEntry.decode(later(name.encode())));
    var login = new LoginEntry(ID, "Jane");
    assertEquals(login, LoginEntry.decode(later(login.encode())));
  }

  @Test
  void whatCannotBeReadIsCorrupt() {
    byte[] broken = new RecordWriter().text(1, "jane").text(3, "no address").bytes();
    assertThrows(StoreException.Corrupt.class, () -> StoredPrincipal.decode(ID, broken));
  }

  private static byte[] later(byte[] record) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(record);
    out.writeBytes(new RecordWriter().number(100, 1).text(101, "new").bytes());
    return out.toByteArray();
  }
}
