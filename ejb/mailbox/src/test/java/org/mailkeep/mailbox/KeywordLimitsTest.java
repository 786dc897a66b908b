package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.memory.MemoryBackend;

/// How many and how long the keywords of a message are.
class KeywordLimitsTest {
  private static final String LONG = "a".repeat(17);
  private final MailFixture fixture = new MailFixture(new MemoryBackend(), limits(3));
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);

  private static MailboxLimits limits(int keywords) {
    return new MailboxLimits(10, 255, 100, keywords, 16, false);
  }

  private static Flags words(String... words) {
    return Flags.of(Set.of(SystemFlag.FLAGGED), List.of(words));
  }

  private Flags filed(Flags flags) {
    int uid = fixture.file(account, inbox, MailFixture.text("m", "s"), flags).uid();
    return flags(uid);
  }

  private Flags flags(int uid) {
    MailboxView view = account.view(inbox).orElseThrow();
    return view.flags(view.indexOf(uid));
  }

  private FlagResult store(FlagChange.Kind kind, Flags flags) {
    return account.store(inbox, UidSet.ALL, new FlagChange(kind, flags), Long.MAX_VALUE);
  }

  @Test
  void filingKeepsTheFirstThatFit() {
    assertEquals(words("a", "b", "c"), filed(words("d", "c", "b", "a")));
    assertEquals(words("b", "c"), filed(words("c", LONG, "b")));
    assertEquals(words("b", "c", "d"), filed(words("d", LONG, "c", "b", "e")));
    assertEquals(words("a".repeat(16)), filed(words("a".repeat(16))));
  }

  @Test
  void storingRefusesMore() {
    filed(words("a", "b"));
    filed(words("a", "b", "c"));
    FlagResult added = store(FlagChange.Kind.ADD, words("d"));
    assertEquals(UidSet.of(2), added.refused());
    assertEquals(List.of(1), added.changed().stream().map(FlagResult.Entry::uid).toList());
    assertEquals(words("a", "b", "d"), flags(1));
    assertEquals(words("a", "b", "c"), flags(2));
    FlagResult longer = store(FlagChange.Kind.SET, words(LONG));
    assertEquals(List.of(), longer.changed());
    assertEquals(List.of(), longer.unchanged());
    assertEquals(words("a", "b", "c"), flags(2));
    assertEquals(UidSet.NONE, store(FlagChange.Kind.REMOVE, words("a", LONG)).refused());
    assertEquals(UidSet.NONE, store(FlagChange.Kind.SET, words("x", "y", "z")).refused());
  }

  @Test
  void whatCameUnderWiderLimitsMayStayAndBecomeLess() {
    Flags many = words("a", "b", "c", "d", LONG);
    MailboxLimits limits = limits(3);
    assertTrue(limits.accepts(many, many.without(Flags.of(SystemFlag.FLAGGED))));
    assertTrue(limits.accepts(many, many.without(words("a"))));
    assertFalse(limits.accepts(many, many.with(words("e"))));
    assertFalse(limits.accepts(many, words("a", "b", "c", "e")));
  }
}
