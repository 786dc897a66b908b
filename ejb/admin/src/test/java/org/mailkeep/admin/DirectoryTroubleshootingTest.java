package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.name;
import static org.mailkeep.admin.House.text;
import static org.mailkeep.admin.House.texts;
import static org.mailkeep.admin.House.value;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.DirectoryTroubleshooting.Explanation;
import org.mailkeep.auth.Permission;
import org.mailkeep.store.api.contract.FailingBackend;

class DirectoryTroubleshootingTest {
  private final House house = new House();
  private final DirectoryTroubleshooting troubleshooting =
      new DirectoryTroubleshooting(
          house.directory,
          id -> id.equals("ours") ? Optional.of(house.directory) : Optional.empty());

  @AfterEach
  void close() {
    house.close();
  }

  private Explanation explain(String name) {
    return value(troubleshooting.explain(ADMIN, name, "ours"));
  }

  private static List<String> steps(Explanation explanation) {
    return explanation.steps().stream().map(step -> step.what() + ": " + step.detail()).toList();
  }

  @Test
  void aSubAddressIsFollowedToItsAccount() {
    long id = house.account("jane@example.org").principal().account().id().value();
    Explanation explanation = explain("Jane+Lists@EXAMPLE.org");
    assertEquals(
        List.of(
            "normalise: Jane+Lists@EXAMPLE.org is the address jane+lists@example.org",
            "addressing: asked for in this order: jane+lists@example.org, jane@example.org,"
                + " @example.org",
            "candidate: jane+lists@example.org: not there",
            "candidate: jane@example.org: there",
            "entry: it is of the kind individual"),
        steps(explanation).subList(0, 5));
    assertEquals(
        "mail is kept for account %d (jane@example.org) as jane@example.org; nobody logs in as"
                .formatted(id)
            + " jane+lists@example.org",
        explanation.verdict());
  }

  @Test
  void aListIsExpandedAndALoginHasItsGroups() {
    house.account("jane@example.org");
    for (String kind : List.of("list", "group")) {
      value(
          house.principals.create(
              ADMIN,
              List.of(
                  text("type", kind),
                  name(kind + "@example.org"),
                  texts("members", "jane@example.org"))));
    }
    Explanation list = explain("list@example.org");
    assertTrue(steps(list).contains("members: 1: jane@example.org"), list.toString());
    assertTrue(
        list.verdict().startsWith("mail goes to all of the mailing list list@example.org"),
        list.verdict());
    Explanation jane = explain("jane@example.org");
    assertTrue(
        steps(jane).stream()
            .anyMatch(step -> step.startsWith("groups: ") && step.endsWith("(group@example.org)")),
        jane.toString());
  }

  @Test
  void eachVerdictIsInWords() {
    assertEquals(
        "nobody has this address, so mail for it is refused; nobody logs in as x@example.org",
        explain("x@example.org").verdict());
    assertEquals(
        "the domain is not kept here, so mail for it goes elsewhere; nobody logs in as x@y.test",
        explain("x@y.test").verdict());
    assertEquals("nobody logs in as bare", explain("BARE").verdict());
    house.backend.failAll(FailingBackend::unavailable);
    assertTrue(explain("new@example.com").verdict().contains("put off"), "a failure");
  }

  @Test
  void nonsenseIsRefusedAndSoIsWhoMayNot() {
    for (String name : List.of(" ", "a\u0000b", "x".repeat(400))) {
      assertInstanceOf(Outcome.Invalid.class, troubleshooting.explain(ADMIN, name, ""));
    }
    assertEquals(
        Outcome.invalid("/directory", "is not one of the directories that are in use: x"),
        troubleshooting.explain(ADMIN, "jane", "x"));
    House.assertNeeds(
        Permission.TROUBLESHOOT_DIRECTORY,
        troubleshooting.explain(House.nobody(), "jane@example.org", ""));
  }
}
