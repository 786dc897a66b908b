package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.Outbox;

/// Each change of the directory leaves a line for the audit trail in its own commit.
class AuditedTest {
  private static final Actor BOSS = new Actor("boss", "password", "192.0.2.7");

  private final Setup it = new Setup();

  @AfterEach
  void close() {
    it.close();
  }

  private List<AuditEntry> told() {
    return Outbox.audit(it.store, Instant.EPOCH, 100);
  }

  private AuditChange last() {
    return told().getLast().change();
  }

  private Principal jane() {
    it.domain("example.org");
    return Setup.done(
        it.directory.create(
            Setup.draft("jane@example.org", "jane@example.org").withSecrets(List.of("{HASH}1"))));
  }

  @Test
  void anAccountIsToldOfFromItsBeginningToItsEnd() {
    Principal jane = BOSS.does(this::jane);
    AccountId id = jane.account().id();
    assertEquals(BOSS, told().getLast().actor());
    assertEquals("create", last().operation());
    assertEquals(
        List.of("name", "description", "emails", "roles", "enabled", "secrets"),
        last().parts().stream().map(AuditChange.Part::field).toList());
    Setup.done(
        it.directory.update(
            id,
            draft ->
                draft
                    .withName("Jane")
                    .withQuota(Account.Quota.ofBytes(5))
                    .withSecrets(List.of("{HASH}2"))));
    assertEquals(
        new AuditChange(
            "update",
            "account",
            String.valueOf(id.value()),
            "jane@example.org",
            List.of(
                new AuditChange.Part("description", "", "Jane"),
                new AuditChange.Part("quota", null, "5"),
                new AuditChange.Part("secrets", "(changed)", "(changed)"))),
        last());
    assertEquals(Actor.SYSTEM, told().getLast().actor());
    Setup.done(it.directory.delete(id));
    assertEquals("delete", last().operation());
    assertFalse(told().toString().contains("{HASH}"));
  }

  @Test
  void whatDoesNotHappenIsNotTold() {
    Principal jane = jane();
    int before = told().size();
    assertInstanceOf(Change.Taken.class, it.directory.create(Setup.draft("jane@example.org")));
    assertInstanceOf(
        Change.NoSuchDomain.class, it.directory.create(Setup.draft("a", "a@nowhere.example")));
    it.directory.update(jane.account().id(), draft -> draft);
    it.backend.failWrites(FailingBackend::unavailable);
    it.directory.update(jane.account().id(), draft -> draft.withName("x"));
    it.backend.failWrites(null);
    assertEquals(before, told().size());
  }

  @Test
  void domainsAreToldOf() {
    var name = DomainName.of("example.org");
    it.domain("example.org");
    it.directory.describeDomain(name, "ours");
    assertEquals(List.of(new AuditChange.Part("description", "", "ours")), last().parts());
    it.directory.deleteDomain(name);
    assertEquals(
        List.of("create", "update", "delete"),
        told().stream().map(entry -> entry.change().operation()).toList());
  }

  @Test
  void accountsOfOthersAreToldOfAtFirstSight() {
    var jane = new Identity("key-1", "jane@example.net");
    it.directory.ids().of("ldap", jane);
    it.directory.ids().of("ldap", jane);
    assertEquals(1, told().size());
    assertEquals(new AuditChange.Part("directory", null, "ldap"), last().parts().getLast());
    it.directory.ids().of("ldap", new Identity("key-1", "janet@example.net"));
    assertEquals(
        List.of(new AuditChange.Part("name", "jane@example.net", "janet@example.net")),
        last().parts());
  }
}
