package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mailkeep.directory.internal.Setup.done;
import static org.mailkeep.directory.internal.Setup.draft;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// Domains whose addresses are those of another, and the postmaster whom each has.
class DomainAliasTest {
  private static final DomainName ORG = DomainName.of("example.org");
  private static final DomainName NET = DomainName.of("example.net");
  private static final DomainName COM = DomainName.of("example.com");
  private final Setup setup = new Setup();
  private final InternalDirectory directory = setup.directory;

  @BeforeEach
  void hostDomains() {
    setup.domain("example.org");
    done(directory.createDomain(NET, "the old name", ORG));
  }

  @AfterEach
  void close() {
    setup.close();
  }

  @Test
  void mailForTheAliasIsMailForTheDomain() {
    AccountId jane = done(directory.create(draft("jane", "jane@example.org"))).account().id();
    assertEquals(new Verdict.Yes(), directory.isLocal(NET));
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(jane, Address.of("jane@example.org")))),
        directory.resolve(Address.of("Jane+lists@example.NET")));
    assertEquals(
        new Resolution.UnknownMailbox(), directory.resolve(Address.of("john@example.net")));
    assertEquals(new Verdict.Yes(), directory.owns(jane, Address.of("jane@example.net")));
  }

  @Test
  void anAliasHasNoAddressesOfItsOwn() {
    assertEquals(
        new Change.Impossible<Principal>("example.net is an alias of example.org, which has them"),
        directory.create(draft("jane", "jane@example.net")));
    done(directory.aliasDomain(NET, null));
    done(directory.create(draft("jane", "jane@example.net")));
    assertEquals(new Change.InUse<Domain>(1), directory.aliasDomain(NET, ORG));
  }

  @Test
  void anAliasLeadsToADomainThatIsNone() {
    assertEquals(
        new Change.NoSuchDomain<Domain>(DomainName.of("example.edu")),
        directory.createDomain(COM, "", DomainName.of("example.edu")));
    assertEquals(
        new Change.Impossible<Domain>("example.net is an alias itself, of example.org"),
        directory.createDomain(COM, "", NET));
    done(directory.createDomain(COM, ""));
    assertEquals(
        new Change.Impossible<Domain>("other domains are aliases of it: 1"),
        directory.aliasDomain(ORG, COM));
    assertEquals(
        new Change.Impossible<Domain>("a domain is no alias of itself"),
        directory.aliasDomain(COM, COM));
    assertEquals(
        new Change.Unknown<Domain>(), directory.aliasDomain(DomainName.of("example.edu"), ORG));
  }

  @Test
  void aDomainStaysWhileItHasAliases() {
    assertEquals(
        new Change.Impossible<Domain>("other domains are aliases of it: 1"),
        directory.deleteDomain(ORG));
    done(directory.deleteDomain(NET));
    done(directory.deleteDomain(ORG));
  }

  @Test
  void anAliasMovesAndKeepsItsDescription() {
    done(directory.createDomain(COM, ""));
    done(directory.aliasDomain(NET, COM));
    done(directory.describeDomain(NET, "moved"));
    Domain net = ((Answer.Found<Domain>) directory.domain(NET)).value();
    assertEquals(COM, net.aliasOf());
    assertEquals("moved", net.description());
    done(directory.deleteDomain(ORG));
    assertEquals(
        new Change.Impossible<Domain>("other domains are aliases of it: 1"),
        directory.deleteDomain(COM));
  }

  @Test
  void everyDomainHasAPostmaster() {
    Address postmaster = Address.of("PostMaster@example.net");
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(postmaster));
    AccountId admin = done(directory.create(draft("admin"))).account().id();
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(admin, Address.of("postmaster@example.org")))),
        directory.resolve(postmaster));
    AccountId jane = done(directory.create(draft("jane", "postmaster@example.org"))).account().id();
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(jane, Address.of("postmaster@example.org")))),
        directory.resolve(postmaster));
  }
}
