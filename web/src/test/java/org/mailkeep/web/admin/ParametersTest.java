package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.PageQuery;
import org.mailkeep.queue.QueueFilter;

class ParametersTest {
  @Test
  void aPageHasDefaults() {
    assertEquals(PageQuery.FIRST, Parameters.ofPage(given()).page());
    assertEquals(
        new PageQuery("x", "y", 2, 5),
        Parameters.ofPage(given("filter", "x", "after", "y", "page", "2", "limit", "5")).page());
  }

  @Test
  void whatIsNotKnownOrGivenTwiceIsRefused() {
    assertEquals("colour", refused(given("colour", "red")));
    var twice = given("page", "1");
    twice.add("page", "2");
    assertEquals("page", refused(twice));
    assertEquals("limit", refused(given("limit", "many")));
  }

  @Test
  void textsStandBetweenCommas() {
    assertEquals(List.of("a", "b c"), Parameters.of(given("ids", "a, b c,,a"), "ids").texts("ids"));
    assertEquals(List.of(), Parameters.of(given(), "ids").texts("ids"));
  }

  @Test
  void flagsAreTrueOrFalse() {
    assertTrue(Parameters.of(given("all", "true"), "all").flag("all"));
    assertFalse(Parameters.of(given("all", "false"), "all").flag("all"));
    assertFalse(Parameters.of(given(), "all").flag("all"));
    assertThrows(
        ProblemException.class, () -> Parameters.of(given("all", "yes"), "all").flag("all"));
  }

  @Test
  void timesAreTimesOrDays() {
    var given = given("from", "2026-11-28", "to", "2026-11-28T20:00:00+01:00");
    var parameters = Parameters.of(given, "from", "to");
    assertEquals(Instant.parse("2026-11-28T00:00:00Z"), parameters.time("from"));
    assertEquals(Instant.parse("2026-11-28T19:00:00Z"), parameters.time("to"));
    for (String wrong : new String[] {"yesterday", "2026-13-01", "2026-11-28T20:00:00", ""}) {
      var one = Parameters.of(given("from", wrong), "from");
      assertThrows(ProblemException.class, () -> one.time("from"));
    }
  }

  @Test
  void messagesAreFoundByTextSenderAndRecipient() {
    var parameters =
        Parameters.of(given("text", "a", "from", "b", "to", "c"), "text", "from", "to");
    assertEquals(new QueueFilter("b", "c", "a"), parameters.messages());
    assertEquals(
        new QueueFilter(null, null, "a"), Parameters.of(given("filter", "a"), "filter").messages());
    assertEquals(QueueFilter.ALL, Parameters.of(given()).messages());
  }

  private static String refused(MultivaluedMap<String, String> given) {
    var problem =
        assertThrows(ProblemException.class, () -> Parameters.ofPage(given).page()).problem();
    assertEquals(422, problem.status());
    return problem.errors().getFirst().pointer();
  }

  private static MultivaluedMap<String, String> given(String... namesAndValues) {
    var given = new MultivaluedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return given;
  }
}
