package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.value;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.telemetry.DirectoryEvent;

class DomainsTest {
  private final House house = new House();
  private final Domains domains = house.domains;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aDomainIsMadeShownDescribedListedAndRemoved() {
    assertInstanceOf(Outcome.Created.class, domains.create(ADMIN, "Example.NET", "second"));
    assertEquals("second", value(domains.show(ADMIN, "example.net")).description());
    value(domains.describe(ADMIN, "example.net", "2nd"));
    var page = value(domains.list(ADMIN, PageQuery.FIRST));
    assertEquals(List.of("example.net", "example.org"), names(page.items()));
    assertEquals(2, page.total());
    value(domains.delete(ADMIN, "example.net"));
    assertEquals(
        new Outcome.NotFound<Domain>("domain example.net"), domains.show(ADMIN, "example.net"));
    assertEquals(
        List.of(
            new DirectoryEvent.Created("domain", "example.net", "boss"),
            new DirectoryEvent.Changed("domain", "example.net", "boss", "description"),
            new DirectoryEvent.Deleted("domain", "example.net", "boss")),
        house.events);
  }

  @Test
  void aBadDescriptionKeepsADomainFromBecomingAnAlias() {
    value(domains.create(ADMIN, "example.net", "second"));
    assertInstanceOf(Outcome.Invalid.class, update("example.net", "x".repeat(300), "example.org"));
    assertNull(value(domains.show(ADMIN, "example.net")).aliasOf());
    var both = value(update("example.net", "old name", "example.org"));
    assertEquals("old name", both.description());
    assertEquals("example.org", String.valueOf(both.aliasOf()));
    assertEquals("old name", value(update("example.net", null, "")).description());
    assertInstanceOf(Outcome.NotFound.class, update("missing.example", null, null));
  }

  private Outcome<Domain> update(
      String name, @Nullable String description, @Nullable String aliasOf) {
    return domains.update(ADMIN, name, new DomainEdit(description, aliasOf, null));
  }

  @Test
  void aDomainIsGivenToATenant() {
    value(domains.create(ADMIN, "example.net", "second"));
    Domain given =
        value(domains.update(ADMIN, "example.net", new DomainEdit("third", null, "acme")));
    assertEquals("third", given.description());
    assertEquals("acme", domains.tenant(given));
    assertInstanceOf(
        Outcome.Invalid.class,
        domains.update(ADMIN, "example.net", new DomainEdit(null, null, "x".repeat(300))));
    value(domains.update(ADMIN, "example.net", new DomainEdit(null, null, "")));
    assertEquals("example.net", domains.tenant(given));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no domain", "-x.org", "a..b"})
  void whatIsNoNameIsInvalidToMakeAndNotFoundOtherwise(String name) {
    assertEquals(
        Outcome.<Domain>invalid("/name", "must be a domain name"), domains.create(ADMIN, name, ""));
    assertInstanceOf(Outcome.NotFound.class, domains.show(ADMIN, name));
    assertInstanceOf(Outcome.NotFound.class, domains.delete(ADMIN, name));
    assertInstanceOf(Outcome.NotFound.class, domains.describe(ADMIN, name, ""));
  }

  @Test
  void aSecondOfOneNameIsAConflict() {
    assertEquals(
        new Outcome.Conflict<Domain>("example.org exists already"),
        domains.create(ADMIN, "example.org", ""));
  }

  @Test
  void aDomainWithAddressesStays() {
    house.account("jane@example.org");
    assertEquals(
        new Outcome.Conflict<Domain>("domain example.org still has 1 addresses"),
        domains.delete(ADMIN, "example.org"));
  }

  @Test
  void aDescriptionIsBoundedAndPrintable() {
    assertInstanceOf(Outcome.Invalid.class, domains.create(ADMIN, "example.net", "x".repeat(256)));
    assertInstanceOf(Outcome.Invalid.class, domains.describe(ADMIN, "example.org", "a\nb"));
  }

  @Test
  void eachOperationNeedsItsPermission() {
    var nobody = House.nobody();
    House.assertNeeds(Permission.DOMAIN_LIST, domains.list(nobody, PageQuery.FIRST));
    House.assertNeeds(Permission.DOMAIN_GET, domains.show(nobody, "example.org"));
    House.assertNeeds(Permission.DOMAIN_CREATE, domains.create(nobody, "example.net", ""));
    House.assertNeeds(Permission.DOMAIN_UPDATE, domains.describe(nobody, "example.org", ""));
    House.assertNeeds(Permission.DOMAIN_DELETE, domains.delete(nobody, "example.org"));
    assertEquals(List.of(), house.events);
  }

  @Test
  void aStoreThatIsDownIsUnavailable() {
    house.backend.failAll(FailingBackend::unavailable);
    assertInstanceOf(Outcome.Unavailable.class, domains.show(ADMIN, "example.org"));
    assertInstanceOf(Outcome.Unavailable.class, domains.create(ADMIN, "example.net", ""));
  }

  @Test
  void aPageThatMakesNoSenseIsInvalid() {
    for (var query :
        List.of(
            new PageQuery("", "", 0, 10),
            new PageQuery("", "", 1, 0),
            new PageQuery("", "", 1, 1_001),
            new PageQuery("", "", 1_000_000, 1_000))) {
      assertInstanceOf(Outcome.Invalid.class, domains.list(ADMIN, query), query.toString());
    }
  }

  private static List<String> names(List<Domain> domains) {
    return domains.stream().map(domain -> domain.name().ascii()).toList();
  }
}
