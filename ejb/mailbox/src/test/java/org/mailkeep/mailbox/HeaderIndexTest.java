package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.HeaderIndex.Text;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mailbox.testing.MapCaches;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;

final class HeaderIndexTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);

  @AfterEach
  void close() {
    fixture.close();
  }

  private EmailId file(String id, String fields) {
    String text = fields + "Message-ID: <" + id + ">\r\n\r\nx\r\n";
    return fixture.file(account, inbox, text, Flags.NONE).email();
  }

  private MailboxView view() {
    return account.view(inbox).orElseThrow();
  }

  private HeaderIndex headers() {
    return account.headers(view()).finish();
  }

  private int rank(int index) {
    return headers().rank(Text.SUBJECT, index);
  }

  @Test
  void ranksFollowTheCollationWhateverComesInWhatOrder() {
    file("1@x", "Subject: Re: beta\r\n");
    file("2@x", "Subject: ALPHA\r\n");
    assertEquals(1, Integer.signum(rank(0) - rank(1)));
    file("3@x", "Subject: =?utf-8?q?=C3=A4?=\r\n"); // a with a mark stands behind a, before b
    file("4@x", "");
    file("5@x", "Subject: BETA\r\n");
    assertTrue(rank(1) < rank(2) && rank(2) < rank(0));
    assertEquals(0, rank(3));
    assertEquals(rank(0), rank(4));
    assertTrue(headers().isReply(0));
    assertFalse(headers().isReply(4));
  }

  @Test
  void whatIsKnownIsNotReadAgain() {
    for (int i = 0; i < 20; i++) {
      file(i + "@x", "Subject: s" + i + "\r\n");
    }
    HeaderIndex first = headers();
    assertSame(first, headers());
    for (int i = 0; i < 20; i++) {
      byte[] key = MailKeys.email(account.id(), view().email(i));
      fixture.store.commit(new Batch().delete(Subspace.EMAIL, key));
    }
    file("new@x", "Subject: s99\r\n");
    assertEquals(21, headers().count());
    assertNotEquals(0, rank(3));
    assertTrue(rank(20) > rank(3));
  }

  @Test
  void whatIsExpungedLeavesNothingBehind() {
    file("1@x", "Subject: a\r\nReferences: <r@x> <s@x>\r\n");
    file("2@x", "Subject: b\r\nReferences: <t@x>\r\n");
    headers();
    UidSet one = UidSet.of(1);
    Flags deleted = Flags.of(SystemFlag.DELETED);
    account.store(inbox, one, new FlagChange(FlagChange.Kind.ADD, deleted), Long.MAX_VALUE);
    account.expunge(inbox, one);
    HeaderIndex rest = headers();
    assertEquals(1, rest.count());
    assertEquals(1, rest.rank(Text.SUBJECT, 0));
    assertEquals(1, rest.references(0));
  }

  @Test
  void aDamagedMessageKeepsNobodyFromSorting() {
    EmailId damaged = file("1@x", "Subject: a\r\n");
    file("2@x", "Subject: b\r\n");
    byte[] key = MailKeys.email(account.id(), damaged);
    fixture.store.commit(new Batch().put(Subspace.EMAIL, key, new byte[] {1, 2, 3}));
    assertEquals(0, rank(0));
    assertEquals(1, rank(1));
  }

  @Test
  void datesAreThoseOfTheFieldOrOfTheArrival() {
    file("1@x", "Date: Sat, 01 Feb 2020 10:30:00 +0200\r\n");
    file("2@x", "Date: whenever\r\n");
    HeaderIndex headers = headers();
    assertEquals(Instant.parse("2020-02-01T08:30:00Z").getEpochSecond(), headers.sent(0));
    assertEquals(view().received(1).getEpochSecond(), headers.sent(1));
  }

  @Test
  void namesAndAddressesAreThoseOfTheFirst() {
    file("1@x", "From: \"b\" <z@x>, a@x\r\nTo: Group: m@x;\r\n");
    file("2@x", "From: <c@x>\r\nTo: g@x\r\n");
    HeaderIndex headers = headers();
    assertTrue(headers.rank(Text.FROM, 0) > headers.rank(Text.FROM, 1));
    assertTrue(headers.rank(Text.DISPLAY_FROM, 0) < headers.rank(Text.DISPLAY_FROM, 1));
    assertTrue(headers.rank(Text.TO, 0) > headers.rank(Text.TO, 1));
    assertEquals(0, headers.rank(Text.CC, 0));
  }

  @Test
  void anAnswerNamesOneOfInReplyToWhenItHasNoReferences() {
    file("\"1\"@x", "In-Reply-To: <o@x> <p@x>\r\n");
    file("2@x", "References: <1@x> <o@x>\r\nIn-Reply-To: <q@x>\r\n");
    HeaderIndex headers = headers();
    assertEquals(1, headers.references(0));
    assertEquals(2, headers.references(1));
    assertEquals(headers.id(0), headers.reference(1, 0));
    assertEquals(headers.reference(0, 0), headers.reference(1, 1));
  }

  @Test
  void manyReferencesKeepTheFirstAndTheNearest() {
    StringBuilder field = new StringBuilder("References:");
    for (int i = 0; i < HeaderRow.REFERENCES + 50; i++) {
      field.append(" <r").append(i).append("@x>");
      field.append(i % 20 == 19 ? "\r\n" : "");
    }
    file("r0@x", "");
    file("1@x", field + "\r\n");
    HeaderIndex headers = headers();
    assertTrue(headers.references(1) <= HeaderRow.REFERENCES);
    assertEquals(headers.id(0), headers.reference(1, 0));
  }

  @Test
  void whatIsLargerThanTheBoundIsNotKept() {
    for (int i = 0; i < 60; i++) {
      file(i + "@x", "Subject: a subject of its own " + i + "\r\n");
    }
    HeaderIndexes small = new HeaderIndexes(backend(), caches(1024));
    HeaderIndex made = small.of(account.id(), view()).finish();
    assertNotSame(made, small.of(account.id(), view()).finish());
    HeaderIndexes large = new HeaderIndexes(backend(), caches(1 << 20));
    assertSame(large.of(account.id(), view()).finish(), large.of(account.id(), view()).finish());
  }

  private MailBackend backend() {
    return new MailBackend(
        fixture.store,
        fixture.blobs,
        MailboxLimits.DEFAULT,
        MimeLimits.DEFAULT,
        QuotaLimits.NONE,
        fixture.clock,
        fixture.events::add);
  }

  private static StoredMailAccounts.Caches caches(long octets) {
    return new StoredMailAccounts.Caches(
        new MapCaches(),
        new Cache.Spec("account", 10, null),
        new Cache.Spec("mailbox", 10, null),
        1000,
        new Cache.Spec("thread", 10, null),
        octets);
  }

  @ParameterizedTest
  @CsvSource({"a, B", "B, c", "ab, Abc", "ä, b", "az, ä", "'', a", "Z, [", "日, 本"})
  void theCollationPutsOneBeforeTheOther(String less, String greater) {
    assertTrue(Arrays.compareUnsigned(UnicodeCasemap.key(less), UnicodeCasemap.key(greater)) < 0);
  }

  @ParameterizedTest
  @CsvSource({"ÄPFEL, äpfel", "A\u030A, \u212B", "\u01C6, \u01C5", "Straße, straße"})
  void theCollationHoldsThemForTheSame(String one, String other) {
    assertTrue(Arrays.equals(UnicodeCasemap.key(one), UnicodeCasemap.key(other)));
  }
}
