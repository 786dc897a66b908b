package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.ThreadId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;

class ThreadsTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);

  private ThreadId file(String id, String subject, String references) {
    String text =
        "Subject: "
            + subject
            + "\r\nMessage-ID: <"
            + id
            + ">\r\nReferences: "
            + references
            + "\r\n\r\nx\r\n";
    return fixture.file(account, inbox, text, Flags.NONE).thread();
  }

  private void expunge(int... uids) {
    account.store(
        inbox,
        UidSet.of(uids),
        new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED)),
        Long.MAX_VALUE);
    account.expunge(inbox, UidSet.of(uids));
  }

  private int entries() {
    return fixture.store.scan(Subspace.THREAD, Range.all(), Direction.UP, 1000).size();
  }

  @Test
  void anAnswerJoinsTheThread() {
    ThreadId first = file("a@x", "Hello", "");
    assertEquals(first, file("b@x", "Re: Hello", "<a@x>"));
    assertEquals(first, file("c@x", "RE: hello", "<zero@x> <b@x>"));
    assertNotEquals(first, file("d@x", "Hello", ""));
  }

  @Test
  void anotherSubjectBeginsAnotherThread() {
    ThreadId first = file("a@x", "Hello", "");
    assertNotEquals(first, file("b@x", "Something else", "<a@x>"));
    assertEquals(first, file("c@x", "Re: Hello", "<a@x>"));
  }

  @Test
  void answersFindEachOtherWithoutTheMessageThatTheyAnswer() {
    ThreadId first = file("b@x", "Re: Hello", "<a@x>");
    assertEquals(first, file("c@x", "Re: Hello", "<a@x>"));
    assertEquals(first, file("a@x", "Hello", ""));
  }

  @Test
  void aMessageTwiceIsOneThread() {
    assertEquals(file("a@x", "Hello", ""), file("a@x", "Hello", ""));
  }

  @Test
  void aThreadLeavesNothingBehind() {
    file("a@x", "Hello", "");
    file("b@x", "Re: Hello", "<a@x>");
    file("c@x", "Re: Hello", "<a@x> <b@x>");
    expunge(1);
    assertEquals(new ThreadId(1), file("d@x", "Re: Hello", "<a@x>"));
    expunge(2, 4);
    expunge(3);
    assertEquals(0, entries());
  }

  @Test
  void aThreadDestroyedAtOnceLeavesNothingBehind() {
    file("a@x", "Hello", "");
    file("b@x", "Re: Hello", "<a@x>");
    file("c@x", "Re: Hello", "<a@x> <b@x>");
    expunge(1, 2, 3);
    assertEquals(0, entries());
  }

  @Test
  void aLongThreadThatLostBothEndsLivesOn() {
    int last = 1_300;
    for (int i = 1; i <= last; i++) {
      file(i + "@x", "Hello", i == 1 ? "" : "<1@x>");
    }
    for (int uid = 1; uid <= last; uid++) {
      if (uid != 1_200) {
        expunge(uid);
      }
    }
    assertEquals(new ThreadId(1), file("answer@x", "Re: Hello", "<7@x>"));
    expunge(1_200, last + 1);
    assertEquals(0, entries());
  }

  @Test
  void aMemberThatGoesWithTheFirstMessageKeepsItsThread() {
    file("a@x", "Hello", "");
    file("b@x", "Re: Hello", "<a@x>");
    file("c@x", "Re: Hello", "<b@x>");
    expunge(1, 2);
    assertEquals(new ThreadId(1), file("d@x", "Re: Hello", "<a@x>"));
    expunge(3, 4);
    assertEquals(0, entries());
  }

  /// What a message costs that leaves a thread does not grow with those that left before.
  @Test
  void whoLeavesReadsAFewEntriesOfALongThread() {
    for (int i = 1; i <= 600; i++) {
      file(i + "@x", "Hello", i == 1 ? "" : "<1@x>");
    }
    for (int uid = 600; uid > 300; uid--) {
      expunge(uid);
    }
    assertTrue(readBy(300) < 50, "the first message lives");
    expunge(1);
    assertTrue(readBy(299) < 100, "the first message is gone");
  }

  /// How many entries it reads to destroy a message.
  private int readBy(int uid) {
    fixture.counting.reset();
    expunge(uid);
    return fixture.counting.gets.get() + fixture.counting.entries.get();
  }

  @Test
  void copiesBelongToTheThread() {
    file("a@x", "Hello", "");
    account.copy(inbox, UidSet.ALL, inbox);
    expunge(1);
    assertEquals(new ThreadId(1), file("b@x", "Re: Hello", "<a@x>"));
    expunge(2, 3);
    assertEquals(0, entries());
  }

  @Test
  void messagesWithoutIdsAreThreadsOfTheirOwn() {
    List<ThreadId> threads =
        List.of(
            fixture.file(account, inbox, "Subject: x\r\n\r\n", Flags.NONE).thread(),
            fixture.file(account, inbox, "Subject: x\r\n\r\n", Flags.NONE).thread());
    assertNotEquals(threads.getFirst(), threads.getLast());
    assertEquals(0, entries());
  }
}
