package org.mailkeep.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.auth.GuardFixture.at;
import static org.mailkeep.auth.Permission.QUEUE_GET;
import static org.mailkeep.auth.Permission.QUEUE_LIST;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.ApiKeys.Result;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.Event;

class ApiKeysTest {
  private final AccessFixture fixture = new AccessFixture();
  private final ApiKeys keys = fixture.keys;
  private final List<Event> events = new ArrayList<>();
  private final ApiKeyDraft draft =
      ApiKeyDraft.of("backup").withEnabled(Set.of(QUEUE_LIST, QUEUE_GET)).withTenant("acme");

  private Result.Made made(ApiKeyDraft draft) {
    return assertInstanceOf(Result.Made.class, keys.create(draft, "boss"));
  }

  private Login login(String token, String remote) {
    var directory =
        new LoginDirectory(_ -> new Authentication.Rejected(Authentication.Reason.UNSUPPORTED));
    var authority = new Authority(fixture.roles, directory, _ -> "");
    var logins = new Logins(directory, LoginGuard.NONE, authority, keys, events::add);
    return logins.login(new Credentials.Bearer("", token), "http", at(remote));
  }

  private String failure() {
    return ((AuthEvent.Failed) events.getLast()).reason();
  }

  @Test
  void aKeyLogsInAsItselfWithWhatItMay() {
    Result.Made made = made(draft.withDisabled(Set.of(QUEUE_GET)));
    Caller caller =
        assertInstanceOf(Login.Accepted.class, login(made.secret(), "192.0.2.1")).caller();
    assertEquals(
        new Caller(made.key().id(), "api-key:backup", Set.of(QUEUE_LIST), "acme")
            .as(new Actor("api-key:backup", "api-key", "192.0.2.1")),
        caller);
    assertTrue(events.isEmpty());
  }

  @Test
  void itsRolesAreThoseOfNow() {
    Result.Made made = made(draft.withRoles(Set.of("desk")).withEnabled(Set.of()));
    Login before = login(made.secret(), "192.0.2.1");
    assertEquals(Set.of(), ((Login.Accepted) before).caller().permissions());
    fixture.roles.create(new Role("desk", "", Set.of(QUEUE_GET)));
    Login after = login(made.secret(), "192.0.2.1");
    assertEquals(Set.of(QUEUE_GET), ((Login.Accepted) after).caller().permissions());
  }

  @Test
  void whatIsNotTheKeyIsRefused() {
    String secret = made(draft).secret();
    String id = secret.substring(0, secret.indexOf('_', 3) + 1);
    List<String> wrong =
        List.of(
            "mk_",
            "mk__",
            "mk_1",
            id,
            secret + "x",
            secret.substring(0, secret.length() - 1),
            "mk_zz_" + secret.substring(id.length()),
            "mk_-1_" + secret.substring(id.length()),
            "mk_99999999999999999999_x");
    for (String token : wrong) {
      assertInstanceOf(Login.Refused.class, login(token, "192.0.2.1"), token);
      assertEquals("no such key", failure());
    }
    assertInstanceOf(Login.Refused.class, login("other", "192.0.2.1"));
    assertEquals("unsupported", failure());
  }

  @Test
  void itEndsAtItsTimeAndWhenItIsRemoved() {
    Result.Made made = made(draft.withExpires(fixture.clock.instant().plus(Duration.ofHours(1))));
    assertInstanceOf(Login.Accepted.class, login(made.secret(), "192.0.2.1"));
    fixture.clock.pass(Duration.ofHours(1));
    assertInstanceOf(Login.Refused.class, login(made.secret(), "192.0.2.1"));
    assertEquals("api-key:backup has expired", failure());
    keys.update(made.key().id(), current -> current.withExpires(null));
    assertInstanceOf(Login.Accepted.class, login(made.secret(), "192.0.2.1"));
    keys.delete(made.key().id());
    assertInstanceOf(Login.Refused.class, login(made.secret(), "192.0.2.1"));
    assertEquals(new Result.Unknown(), keys.delete(made.key().id()));
  }

  @Test
  void itComesFromItsNetworksAlone() {
    var networks =
        List.of(
            IpNetwork.parse("192.0.2.0/25").orElseThrow(),
            IpNetwork.parse("2001:db8::/32").orElseThrow());
    String secret = made(draft.withNetworks(networks)).secret();
    assertInstanceOf(Login.Accepted.class, login(secret, "192.0.2.127"));
    assertInstanceOf(Login.Accepted.class, login(secret, "2001:db8::1"));
    assertInstanceOf(Login.Refused.class, login(secret, "192.0.2.128"));
    assertEquals("api-key:backup may not come from there", failure());
    assertInstanceOf(Login.Refused.class, login(secret, "::1"));
  }

  @Test
  void theSecretIsNowhereInTheStore() {
    Result.Made made = made(draft);
    String secret = made.secret().substring(made.secret().indexOf('_', 3) + 1);
    assertEquals(43, secret.length());
    for (var entry : fixture.store.scan(Subspace.AUTH, Range.all(), Direction.UP, 100)) {
      var text = new String(entry.value(), StandardCharsets.ISO_8859_1);
      assertFalse(text.contains(secret));
    }
    assertFalse(made.toString().contains(secret));
    assertEquals(made.key().draft(), keys.find(made.key().id()).orElseThrow().draft());
  }

  @Test
  void eachChangeIsInTheAuditTrailWithoutSecrets() {
    Result.Made made = made(draft);
    keys.update(made.key().id(), current -> current.withDescription("Copies"));
    keys.delete(made.key().id());
    fixture.roles.create(new Role("desk", "", Set.of(QUEUE_GET)));
    fixture.tenants.assign(DomainName.of("example.org"), "acme");
    fixture.tenants.assign(DomainName.of("example.org"), "acme");
    var told =
        Outbox.audit(fixture.store, Instant.EPOCH, 10).stream()
            .map(entry -> entry.change())
            .toList();
    assertEquals(
        List.of(
            "create api-key backup",
            "update api-key backup",
            "delete api-key backup",
            "create role desk",
            "update domain example.org"),
        told.stream().map(c -> c.operation() + " " + c.kind() + " " + c.name()).toList());
    assertEquals(List.of(new AuditChange.Part("description", "", "Copies")), told.get(1).parts());
    assertFalse(told.toString().contains(made.secret().substring(5)));
  }

  @Test
  void namesAreThereOnceAndMayChange() {
    Result.Made made = made(draft);
    assertEquals(new Result.Refused("key backup exists already"), keys.create(draft, "boss"));
    Result.Made other = made(draft.withName("other"));
    assertEquals(
        new Result.Refused("key backup exists already"),
        keys.update(other.key().id(), current -> current.withName("backup")));
    keys.update(made.key().id(), current -> current.withName("moved"));
    assertTrue(keys.find("backup").isEmpty());
    assertEquals(made.key().id(), keys.find("moved").orElseThrow().id());
    assertInstanceOf(Login.Accepted.class, login(made.secret(), "192.0.2.1"));
    assertEquals(
        List.of("moved", "other"), keys.all().stream().map(k -> k.draft().name()).toList());
    assertEquals(new Result.Unknown(), keys.update(new AccountId(77), current -> current));
  }

  @Test
  void thereAreNoMoreThanTheSettingAllows() {
    for (int i = 0; i < AccessFixture.MOST; i++) {
      made(draft.withName("k" + i));
    }
    assertEquals(
        new Result.Refused("there are 6 keys, the most that may be"),
        keys.create(draft.withName("more"), "boss"));
    keys.delete(keys.find("k0").orElseThrow().id());
    made(draft.withName("more"));
  }

  @Test
  void aStoreThatIsAwayRefusesNobody() {
    String secret = made(draft).secret();
    fixture.backend.failAll(FailingBackend::unavailable);
    assertInstanceOf(Login.Unavailable.class, login(secret, "192.0.2.1"));
  }

  @Test
  void domainsAreTheirOwnTenantUntilSomebodySaysOtherwise() {
    var domain = DomainName.of("example.org");
    assertEquals("example.org", fixture.tenants.of(domain));
    assertEquals("example.org", fixture.tenants.of("jane@example.org"));
    assertEquals("", fixture.tenants.of("admin"));
    fixture.tenants.assign(domain, "acme");
    assertEquals("acme", fixture.tenants.of("jane@EXAMPLE.org"));
    fixture.tenants.assign(domain, "");
    assertEquals("example.org", fixture.tenants.of(domain));
    assertTrue(fixture.tenants.assigned(domain).isEmpty());
  }
}
