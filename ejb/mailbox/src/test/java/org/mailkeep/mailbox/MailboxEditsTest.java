package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mailbox.testing.MapCaches;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;

class MailboxEditsTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);

  private Mailbox create(String path) {
    return assertInstanceOf(MailboxResult.Done.class, account.create(path, null)).mailbox();
  }

  private List<String> paths() {
    return account.mailboxes().stream().map(Mailbox::path).toList();
  }

  @Test
  void missingParentsAreMade() {
    Mailbox made = create("a/b/c/");
    assertEquals("a/b/c", made.path());
    assertEquals("c", made.name());
    assertTrue(paths().containsAll(List.of("a", "a/b", "a/b/c")));
    assertTrue(account.find("a/b").orElseThrow().hasChildren());
    assertFalse(made.hasChildren());
    assertEquals(account.find("a/b").orElseThrow().id(), made.parent());
  }

  @Test
  void listsParentsBeforeChildrenAndTheInboxFirst() {
    create("INBOX/sub");
    create("a b");
    create("a/x");
    create("A");
    List<String> paths = paths();
    assertEquals(List.of("INBOX", "INBOX/sub"), paths.subList(0, 2));
    assertTrue(paths.indexOf("a") < paths.indexOf("a/x"));
    assertEquals("INBOX/sub", account.find("inbox/sub").orElseThrow().path());
  }

  @Test
  void aTakenPathIsRefused() {
    Mailbox made = create("x");
    assertEquals(new MailboxResult.Exists(made), account.create("x", null));
    assertInstanceOf(MailboxResult.Exists.class, account.create("iNbOx", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a//b",
        " a",
        "a ",
        "a\tb",
        "a%b",
        "a*",
        "a\u0000",
        "1/2/3/4/5/6/7/8/9/10/11"
      })
  void badNamesAreRefused(String path) {
    assertInstanceOf(MailboxResult.BadName.class, account.create(path, null));
    assertEquals(5, paths().size());
  }

  @Test
  void namesAreBoundedInOctetsAndNormalized() {
    assertInstanceOf(MailboxResult.BadName.class, account.create("ü".repeat(128), null));
    assertInstanceOf(MailboxResult.Done.class, account.create("ü".repeat(127), null));
    Mailbox made = create("u\u0308");
    assertEquals("ü", made.path());
    assertEquals(made.id(), account.find("u\u0308").orElseThrow().id());
  }

  @Test
  void aRoleHasOneMailbox() {
    assertInstanceOf(MailboxResult.RoleTaken.class, account.create("s", Role.SENT));
    assertInstanceOf(MailboxResult.Done.class, account.create("old", Role.ARCHIVE));
    assertEquals("old", account.withRole(Role.ARCHIVE).orElseThrow().path());
    MailboxId sent = account.withRole(Role.SENT).orElseThrow().id();
    assertInstanceOf(MailboxResult.RoleTaken.class, account.assign(sent, Role.ARCHIVE));
    assertInstanceOf(MailboxResult.Done.class, account.assign(sent, null));
    assertTrue(account.withRole(Role.SENT).isEmpty());
    assertEquals(new MailboxResult.Protected(), account.assign(inbox, null));
    assertEquals(new MailboxResult.Missing(), account.assign(new MailboxId(99), null));
  }

  @Test
  void aRenamedMailboxKeepsItsIdItsMessagesAndItsChildren() {
    Mailbox made = create("a/b");
    create("a/b/c");
    fixture.file(account, made.id(), "m");
    MailboxResult result = account.rename(made.id(), "new/place");
    assertEquals(made.id(), assertInstanceOf(MailboxResult.Done.class, result).mailbox().id());
    assertEquals(made.id(), account.find("new/place").orElseThrow().id());
    assertTrue(account.find("new/place/c").isPresent());
    assertTrue(account.find("a/b").isEmpty());
    assertEquals(1, account.view(made.id()).orElseThrow().count());
  }

  @Test
  void renamesThatCannotBeAreRefused() {
    Mailbox made = create("a/b");
    create("a/b/c/d");
    assertInstanceOf(MailboxResult.Exists.class, account.rename(made.id(), "Drafts"));
    assertInstanceOf(MailboxResult.BadName.class, account.rename(made.id(), "a/b/x"));
    assertInstanceOf(MailboxResult.BadName.class, account.rename(made.id(), "1/2/3/4/5/6/7/8/9"));
    assertInstanceOf(MailboxResult.BadName.class, account.rename(made.id(), "a//b"));
    assertEquals(new MailboxResult.Missing(), account.rename(new MailboxId(99), "x"));
  }

  @Test
  void renamingTheInboxMovesItsMessages() {
    FilingResult.Message filed = fixture.file(account, inbox, "a");
    MailboxResult result = account.rename(inbox, "old mail");
    Mailbox moved = assertInstanceOf(MailboxResult.Done.class, result).mailbox();
    assertNotEquals(inbox, moved.id());
    assertEquals(1, moved.status().messages());
    assertEquals(filed.email(), account.view(moved.id()).orElseThrow().email(0));
    assertEquals(0, account.view(inbox).orElseThrow().count());
    assertEquals(inbox, account.find("INBOX").orElseThrow().id());
  }

  @Test
  void aDeletedMailboxIsGoneWithItsMessages() {
    Mailbox made = create("x");
    fixture.file(account, made.id(), "a");
    assertInstanceOf(MailboxResult.Done.class, account.delete(made.id()));
    assertTrue(account.find("x").isEmpty());
    assertTrue(account.view(made.id()).isEmpty());
    assertEquals(0, account.quota().messages());
    assertEquals(new MailboxResult.Missing(), account.delete(made.id()));
    Mailbox again = create("x");
    assertNotEquals(made.id(), again.id());
    assertTrue(again.status().uidValidity() > made.status().uidValidity());
  }

  @Test
  void aDeletionThatWasCutShortGoesOnAtTheNextOpening() {
    Mailbox made = create("x");
    fixture.file(account, made.id(), "a");
    fixture.counting.beforeNextCommit(batch -> {
      fixture.store.commit(batch);
      throw new IllegalStateException("the power is gone");
    });
    assertThrows(IllegalStateException.class, () -> account.delete(made.id()));
    MailAccount reopened = fixture.newNode().open(account.id());
    assertTrue(reopened.find("x").isEmpty());
    assertEquals(0, reopened.quota().messages());
  }

  @Test
  void theInboxAndParentsStay() {
    create("a/b");
    assertEquals(new MailboxResult.Protected(), account.delete(inbox));
    assertEquals(
        new MailboxResult.HasChildren(), account.delete(account.find("a").orElseThrow().id()));
  }

  @Test
  void subscriptionsAreNames() {
    account.subscribe("not there");
    account.unsubscribe("Drafts");
    account.unsubscribe("never");
    assertEquals(
        Set.of("INBOX", "Sent Items", "Junk Mail", "Deleted Items", "not there"),
        account.subscriptions());
    assertFalse(account.find("Drafts").orElseThrow().subscribed());
    assertEquals(account.subscriptions(), fixture.newNode().open(account.id()).subscriptions());
  }

  @Test
  void pathsOfSubscriptionsAreAsLongAsPathsMayBe() {
    Set<String> before = account.subscriptions();
    String longest = String.join("/", Collections.nCopies(10, "ü".repeat(127)));
    String inKey = "k".repeat(991); // the longest that was a key ever
    for (String path : List.of(longest, longest + "x", inKey, inKey + "x")) {
      assertEquals(new SubscriptionResult.Done(), account.subscribe(path));
    }
    byte[] key = Keys.of(account.id().value()).text(inKey).bytes();
    assertNotNull(fixture.store.get(Subspace.SUBSCRIPTION, key));
    Set<String> all = new TreeSet<>(before);
    all.addAll(List.of(longest, longest + "x", inKey, inKey + "x"));
    assertEquals(all, fixture.newNode().open(account.id()).subscriptions());
    for (String path : List.of(longest, longest + "x", inKey, inKey + "x")) {
      account.unsubscribe(path);
    }
    assertEquals(before, fixture.newNode().open(account.id()).subscriptions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\tb", "a\u0000"})
  void badNamesOfSubscriptionsAreRefused(String path) {
    Set<String> before = account.subscriptions();
    assertInstanceOf(SubscriptionResult.BadName.class, account.subscribe(path));
    assertEquals(before, account.subscriptions());
  }

  @Test
  void namesOfSubscriptionsAreBounded() {
    int most = 12 * 256 - 1; // those of others have two levels more
    assertEquals(new SubscriptionResult.Done(), account.subscribe("x".repeat(most)));
    assertEquals(
        new SubscriptionResult.BadName("a path has at most 3071 octets"),
        account.subscribe("x".repeat(most + 1)));
  }

  @Test
  void anOldSubscriptionThatEndsWithASeparatorCanBeRemoved() {
    account.subscribe("old/");
    account.unsubscribe("old");
    assertFalse(fixture.newNode().open(account.id()).subscriptions().contains("old/"));
  }

  @Test
  void mailboxesAreBounded() {
    MailboxLimits limits = new MailboxLimits(10, 255, 10, 5, 20, false);
    MailboxEdits edits = new MailboxEdits(limits, MailFixture.FOLDERS);
    MailBackend backend =
        new MailBackend(
            fixture.store,
            fixture.blobs,
            limits,
            MimeLimits.DEFAULT,
            QuotaLimits.NONE,
            fixture.clock,
            fixture.events::add);
    MailIndex index =
        new MailIndex(
            backend,
            new StoredMailAccounts.Caches(
                new MapCaches(),
                new Cache.Spec("account", 10, null),
                new Cache.Spec("mailbox", 10, null)));
    Work work = new Work(backend, index, AccountState.load(fixture.store, new AccountId(5)));
    edits.addDefaults(work);
    assertInstanceOf(MailboxResult.Done.class, edits.create(work, "a/b/c/d/e", null));
    assertEquals(new MailboxResult.TooMany(10), edits.create(work, "f", null));
  }

  @Test
  void changesOfMailboxesAreLogged() {
    long start = account.lastChange();
    Mailbox made = create("x");
    account.rename(made.id(), "y");
    account.delete(made.id());
    List<Change.Kind> kinds =
        assertInstanceOf(Changes.Page.class, account.changesSince(start, 10)).changes().stream()
            .map(Change::kind)
            .toList();
    assertEquals(List.of(Change.Kind.CREATED, Change.Kind.UPDATED, Change.Kind.DESTROYED), kinds);
  }
}
