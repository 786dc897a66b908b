package org.mailkeep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.SearchToken;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.Verification.State;
import org.mailkeep.store.memory.MemoryBackend;

/// What the check of the full-text index finds, wherever the index lies, and that it is mended.
public abstract class IndexCheckContract {
  private static final AccountId JANE = new AccountId(1);
  private static final AccountId GHOST = new AccountId(77);

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private SearchFixture index;
  private int wakes;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  protected IndexCheckContract() {}

  /// An empty index.
  protected abstract SearchStore open(MailFixture mail) throws Exception;

  @BeforeEach
  final void openIndex() throws Exception {
    index = new SearchFixture(mail, open(mail), new DocumentLimits(10_000, 500));
    for (int i = 1; i <= 5; i++) {
      file("apple number" + i);
    }
    index.catchUp();
  }

  @AfterEach
  final void closeMail() {
    mail.close();
  }

  @Test
  void anIndexThatFitsHasNoFaultsNorHasOneThatIsBehind() {
    assertSound();
    file("new");
    MailAccount jane = mail.open(1);
    jane.delete(jane.withRole(Role.SENT).orElseThrow().id());
    assertSound();
    index.journal.rebuild(JANE);
    assertEquals(1, verify(false).counts().get("accounts that wait to be indexed anew"));
  }

  @Test
  void messagesBeyondTheLimitsAndBrokenOnesAreNotMissed() {
    file("word ".repeat(600));
    var broken = file("soon broken");
    mail.store.commit(new Batch().delete(Subspace.BLOB_CHUNK, Range.all()));
    index.catchUp();
    assertFalse(index.journal.indexed(JANE).contains(broken));
    assertEquals(List.of(), verify(false).findings());
  }

  @Test
  void aMessageThatTheIndexLostIsIndexedAgain() {
    index.index.remove(JANE, List.of(new EmailId(2)));
    assertFault("message 2 of account 1", "searches do not find it", State.FOUND);
    assertTrue(index.journal.indexed(JANE).contains(2), "nothing was changed");
    assertFault("message 2 of account 1", "searches do not find it", State.MENDED);
    assertFalse(index.journal.indexed(JANE).contains(2), "searches read it from now on");
    assertTrue(wakes > 0, "the indexer was woken");
    assertSound();
    index.catchUp();
    assertEquals(EmailSet.of(1, 2, 3, 4, 5), found());
    assertTrue(index.journal.indexed(JANE).contains(2));
    assertSound();
  }

  @Test
  void aMessageThatNobodyAskedToIndexIsAskedFor() {
    long lost = file("forgotten apple");
    byte[] task = Keys.of().u8(1).u64(JANE.value()).u64(lost).bytes();
    mail.store.commit(new Batch().delete(Subspace.SEARCH_JOURNAL, task));
    index.catchUp();
    assertEquals(EmailSet.of(1, 2, 3, 4, 5), found());
    assertFault("message 6 of account 1", "does not wait for it", State.MENDED);
    index.catchUp();
    assertEquals(EmailSet.of(1, 2, 3, 4, 5, 6), found());
    assertSound();
  }

  @Test
  void documentsOfMessagesThatAreGoneAreRemoved() {
    index.index.index(List.of(document(JANE, 99), document(GHOST, 5)));
    Verification found = verify(false);
    assertEquals(
        List.of("message 99 of account 1", "message 5 of account 77"),
        found.findings().stream().map(Verification.Finding::subject).toList());
    assertEquals(2, verify(true).counts().get("mended"));
    index.catchUp();
    assertEquals(EmailSet.of(1, 2, 3, 4, 5), index.index.find(JANE, new SearchQuery.All()));
    assertEquals(EmailSet.NONE, index.index.find(GHOST, new SearchQuery.All()));
    assertSound();
  }

  @Test
  void muchIsMendedAtOnce() {
    MailAccount jane = mail.open(1);
    for (int i = 0; i < 1_001; i++) {
      mail.file(jane, MailFixture.inbox(jane), "From: a@b.example\r\n\r\npear\r\n", Flags.NONE);
    }
    index.catchUp();
    List<EmailId> gone = new ArrayList<>();
    for (long email = 6; email <= 1_006; email++) {
      gone.add(new EmailId(email));
    }
    index.index.remove(JANE, gone);
    assertFault("1001 messages of account 1", "searches do not find it", State.MENDED);
    index.catchUp();
    assertEquals(1_006, index.index.find(JANE, new SearchQuery.All()).size());
    assertSound();
  }

  @Test
  void anIndexThatIsAnotherOneIsNotLookedAt() {
    index.index.clear();
    Verification found = verify(false);
    assertEquals(List.of(), found.findings());
    assertEquals(1, found.counts().get("full-text indexes that are being made anew"));
  }

  private void assertFault(String subject, String words, State state) {
    List<Verification.Finding> findings = verify(state == State.MENDED).findings();
    assertEquals(1, findings.size(), findings.toString());
    Verification.Finding finding = findings.getFirst();
    assertEquals(subject, finding.subject());
    assertTrue(finding.fault().contains(words), finding.fault());
    assertEquals(state, finding.state());
  }

  private void assertSound() {
    Verification found = verify(true);
    assertEquals(List.of(), found.findings());
    assertTrue(found.counts().getOrDefault("documents", 0L) >= 4, found.counts().toString());
  }

  private Verification verify(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    new IndexCheck(index.ports, () -> wakes++).run(verification);
    return verification;
  }

  private EmailSet found() {
    return index.index.find(
        JANE, index.search.analysis().meaning(SearchField.TEXT, "apple").orElseThrow());
  }

  private long file(String body) {
    MailAccount account = mail.open(1);
    String text = "From: a@example.org\r\nSubject: none\r\n\r\n" + body + "\r\n";
    return mail.file(account, MailFixture.inbox(account), text, Flags.NONE).email().value();
  }

  private static SearchDocument document(AccountId account, long email) {
    return new SearchDocument(
        account,
        new EmailId(email),
        "en",
        Map.of(SearchField.BODY, List.of(List.of(SearchToken.of("ghost")))));
  }
}
