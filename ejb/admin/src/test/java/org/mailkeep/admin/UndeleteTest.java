package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.assertNeeds;
import static org.mailkeep.admin.House.nobody;
import static org.mailkeep.admin.House.value;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.FlagChange;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.memory.MemoryBackend;

class UndeleteTest {
  private static final String JANE = "jane@example.org";

  private final House house = new House();
  private final MailFixture mail = new MailFixture(new MemoryBackend(), MailFixture.keeping());
  private final List<AuditChange> trail = new ArrayList<>();
  private final Undelete undelete =
      new Undelete(
          new Owners(house.directory, new Reach(house.tenants, house.authority, house.directory)),
          mail.accounts.deleted(),
          trail::add);
  private MailAccount account = mail.open(1);

  @BeforeEach
  void open() {
    account = mail.open(house.account(JANE).principal().account().id().value());
  }

  @AfterEach
  void close() {
    mail.close();
    house.close();
  }

  @Test
  void whatWasDeletedIsListedByPages() {
    delete(5);
    var first = value(undelete.list(ADMIN, JANE, query("", "", 2)));
    assertEquals(2, first.messages().size());
    var rest = value(undelete.list(ADMIN, JANE, query("INB", first.next(), 10)));
    assertEquals(3, rest.messages().size());
    assertEquals("", rest.next());
    assertEquals(List.of(), value(undelete.list(ADMIN, JANE, query("Sent", "", 10))).messages());
    assertInstanceOf(
        Outcome.Invalid.class, undelete.list(ADMIN, JANE, query("", "not an id!", 10)));
    assertInstanceOf(
        Outcome.NotFound.class, undelete.list(ADMIN, "joe@example.org", PageQuery.FIRST));
  }

  @Test
  void someOrAllComeBackAndTheTrailTellsOfIt() {
    delete(5);
    var listed = value(undelete.list(ADMIN, JANE, PageQuery.FIRST)).messages();
    String id = listed.getFirst().id().toString();
    assertEquals(
        new Undelete.Restored(1, 1, 0, ""),
        value(undelete.restore(ADMIN, JANE, List.of(id, "zzz"))));
    assertEquals(
        new Undelete.Restored(0, 1, 0, ""), value(undelete.restore(ADMIN, JANE, List.of(id))));
    assertEquals(
        new Undelete.Restored(4, 0, 0, ""), value(undelete.restoreAll(ADMIN, JANE, "", "")));
    assertEquals(5, account.quota().messages());
    assertEquals(
        List.of("restore mail 1", "restore mail 4"),
        trail.stream()
            .map(c -> c.operation() + " " + c.kind() + " " + c.parts().getFirst().after())
            .toList());
  }

  @Test
  void whatFindsNoRoomStays() {
    delete(3);
    mail.quota.put(account.id(), new Quota.Limits(0, 2));
    assertEquals(
        new Undelete.Restored(2, 0, 1, ""), value(undelete.restoreAll(ADMIN, JANE, "", "")));
    assertEquals(1, value(undelete.list(ADMIN, JANE, PageQuery.FIRST)).messages().size());
  }

  @Test
  void itTakesPermissions() {
    assertNeeds(Permission.UNDELETE_LIST, undelete.list(nobody(), JANE, PageQuery.FIRST));
    assertNeeds(Permission.UNDELETE_START, undelete.restore(nobody(), JANE, List.of("1")));
    assertNeeds(Permission.UNDELETE_START, undelete.restoreAll(nobody(), JANE, "", ""));
  }

  private static PageQuery query(String filter, String after, int limit) {
    return new PageQuery(filter, after, 1, limit);
  }

  private void delete(int count) {
    MailboxId inbox = MailFixture.inbox(account);
    for (int i = 0; i < count; i++) {
      mail.file(account, inbox, "m" + i);
    }
    var flag = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED));
    account.store(inbox, UidSet.ALL, flag, Long.MAX_VALUE);
    account.expunge(inbox, UidSet.ALL);
  }
}
