package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.kernel.DomainName;

class OutcomeTest {
  @Test
  void onlyASuccessIsTranslated() {
    assertEquals(new Outcome.Ok<>("1"), new Outcome.Ok<>(1).map(String::valueOf));
    assertEquals(new Outcome.Created<>("1"), new Outcome.Created<>(1).map(String::valueOf));
    List<Outcome<Integer>> refusals =
        List.of(
            new Outcome.NotFound<>("x"),
            new Outcome.Conflict<>("x"),
            Outcome.invalid("/x", "must be there"),
            new Outcome.Forbidden<>(Permission.AUTHENTICATE),
            new Outcome.Unavailable<>("x"));
    for (Outcome<Integer> refusal : refusals) {
      assertEquals(refusal.toString(), refusal.map(String::valueOf).toString());
    }
  }

  @Test
  void whoMayNotIsNotEvenTried() {
    assertEquals(
        new Outcome.Forbidden<String>(Permission.QUEUE_LIST),
        Outcome.allowed(House.nobody(), Permission.QUEUE_LIST, () -> fail("was tried")));
  }

  @Test
  void whatTheDirectorySaysBecomesAnOutcome() {
    assertEquals(new Outcome.Ok<>(1), Outcomes.of(new Answer.Found<>(1), "x"));
    assertEquals(
        new Outcome.NotFound<Integer>("x"), Outcomes.of(new Answer.Unknown<Integer>(), "x"));
    assertEquals(
        new Outcome.Unavailable<Integer>("down"),
        Outcomes.of(new Answer.Unavailable<Integer>("down"), "x"));
    assertEquals(new Outcome.Ok<>(1), Outcomes.of(new Change.Done<>(1), "x"));
    assertEquals(
        new Outcome.Conflict<Integer>("n exists already"),
        Outcomes.of(new Change.Taken<Integer>("n"), "x"));
    assertEquals(
        new Outcome.Conflict<Integer>("a.org is not one of the hosted domains"),
        Outcomes.of(new Change.NoSuchDomain<Integer>(DomainName.of("a.org")), "x"));
    assertEquals(
        new Outcome.NotFound<Integer>("x"), Outcomes.of(new Change.Unknown<Integer>(), "x"));
    assertEquals(
        new Outcome.Conflict<Integer>("x still has 2 addresses"),
        Outcomes.of(new Change.InUse<Integer>(2), "x"));
    assertEquals(
        new Outcome.Unavailable<Integer>("down"),
        Outcomes.of(new Change.Unavailable<Integer>("down"), "x"));
  }

  @Test
  void aPageLeavesOutThoseBeforeIt() {
    var query = new PageQuery("f", "a", 3, 20);
    assertEquals(new Outcome.Ok<>(new Listing("f", "a", 40, 20)), query.with(Outcome.Ok::new));
    assertEquals(List.of(), new PageQuery("", "", 101, 1_000).errors());
    assertEquals(
        List.of(new FieldError("page", "is too far; go on from the last page's next")),
        new PageQuery("", "", 102, 1_000).errors());
  }
}
