package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.assertNeeds;
import static org.mailkeep.admin.House.nobody;
import static org.mailkeep.admin.House.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.MailboxSharing.Entry;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Grantee;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.memory.MemoryBackend;

class MailboxSharingTest {
  private static final String JANE = "jane@example.org";
  private static final String JOE = "joe@example.org";

  private final House house = new House();
  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final List<AuditChange> trail = new ArrayList<>();
  private final MailboxSharing sharing =
      new MailboxSharing(
          new Owners(house.directory, new Reach(house.tenants, house.authority, house.directory)),
          mail.accounts,
          trail::add,
          () -> 3);
  private MailAccount jane = mail.open(1);
  private AccountId joe = jane.id();

  @BeforeEach
  void open() {
    jane = mail.open(house.account(JANE).principal().account().id().value());
    joe = house.account(JOE).principal().account().id();
    value(
        house.accounts.create(
            ADMIN, List.of(House.name("desk@example.org"), House.text("type", "group"))));
    value(
        house.accounts.create(
            ADMIN, List.of(House.name("news@example.org"), House.text("type", "list"))));
  }

  @AfterEach
  void close() {
    mail.close();
    house.close();
  }

  private Outcome<List<Entry>> set(String identifier, String rights) {
    return sharing.set(ADMIN, JANE, "Drafts", identifier, rights);
  }

  @Test
  void rightsAreGivenListedAndTakenAway() {
    assertEquals(List.of(), value(sharing.list(ADMIN, JANE, "Drafts")));
    assertEquals(List.of(new Entry(JOE, "lrs")), value(set(JOE, "srl")));
    value(set("Anyone", "l"));
    List<Entry> all =
        List.of(
            new Entry("anyone", "l"),
            new Entry(JOE, "lrs"),
            new Entry("$desk@example.org", "lrtd"));
    assertEquals(all, value(set("$desk@example.org", "lrt")));
    assertEquals(all, value(sharing.list(ADMIN, String.valueOf(jane.id().value()), "Drafts")));
    var drafts = jane.find("Drafts").orElseThrow().id();
    assertEquals(AccessRights.parse("lrs").orElseThrow(), jane.acl(drafts).of(Grantee.of(joe)));
    assertEquals(2, value(sharing.remove(ADMIN, JANE, "Drafts", "anyone")).size());
    assertInstanceOf(Outcome.NotFound.class, sharing.remove(ADMIN, JANE, "Drafts", "anyone"));
    assertEquals(
        List.of(new Entry("$desk@example.org", "lrtd"), new Entry("-" + JOE, "r")),
        value(sharing.remove(ADMIN, JANE, "Drafts", JOE).then(_ -> set("-" + JOE, "r"))));
  }

  @Test
  void theTrailTellsOfIt() {
    value(set(JOE, "lr"));
    value(set(JOE, "l"));
    value(sharing.remove(ADMIN, JANE, "Drafts", JOE));
    assertEquals(
        List.of("lr", "lr l", "l"),
        trail.stream()
            .map(change -> change.parts().getLast())
            .map(part -> (part.before() + " " + part.after()).strip())
            .toList());
    AuditChange last = trail.getLast();
    assertEquals("share mail " + JANE, last.operation() + " " + last.kind() + " " + last.name());
    assertEquals(
        List.of("Drafts", JOE),
        last.parts().stream().limit(2).map(AuditChange.Part::after).toList());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertInstanceOf(Outcome.Invalid.class, set(JOE, ""));
    assertInstanceOf(Outcome.Invalid.class, set(JOE, "lz"));
    assertInstanceOf(Outcome.Invalid.class, set(JANE, "l"));
    assertInstanceOf(Outcome.Invalid.class, set("news@example.org", "l"));
    assertInstanceOf(Outcome.NotFound.class, set("eve@example.org", "l"));
    assertInstanceOf(Outcome.NotFound.class, sharing.list(ADMIN, JANE, "Gone"));
    assertInstanceOf(Outcome.NotFound.class, sharing.list(ADMIN, "eve@example.org", "Drafts"));
    assertInstanceOf(Outcome.NotFound.class, sharing.list(ADMIN, "news@example.org", "INBOX"));
    assertEquals(List.of(), trail);
  }

  @Test
  void aListHasItsBound() {
    value(set(JOE, "l"));
    value(set("-" + JOE, "r"));
    value(set("anyone", "l"));
    assertInstanceOf(Outcome.Conflict.class, set("$desk@example.org", "l"));
    assertEquals(3, value(set("anyone", "lr")).size());
  }

  @Test
  void itTakesPermissions() {
    assertNeeds(Permission.MAIL_RIGHTS_LIST, sharing.list(nobody(), JANE, "Drafts"));
    assertNeeds(Permission.MAIL_RIGHTS_UPDATE, sharing.set(nobody(), JANE, "Drafts", JOE, "l"));
    assertNeeds(Permission.MAIL_RIGHTS_DELETE, sharing.remove(nobody(), JANE, "Drafts", JOE));
  }

  @Test
  void whoMayMoreThanTheCallerIsLeftAlone() {
    value(house.accounts.update(ADMIN, JANE, List.of(House.texts("roles", "admin"))));
    Caller weak =
        new Caller(
            new AccountId(996),
            "weak",
            Set.of(Permission.MAIL_RIGHTS_UPDATE, Permission.CROSS_TENANT));
    assertInstanceOf(Outcome.Forbidden.class, sharing.set(weak, JANE, "Drafts", JOE, "lr"));
    assertInstanceOf(Outcome.Ok.class, sharing.set(ADMIN, JANE, "Drafts", JOE, "lr"));
  }
}
