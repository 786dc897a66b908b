package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.telemetry.Events;

final class ReadinessTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final StoreWatch mail = new StoreWatch("mail", () -> {}, Events.none(), HOUR);
  private final StoreWatch words =
      new StoreWatch(
          "words",
          () -> {
            throw new StoreException.Unavailable("it is away");
          },
          Events.none(),
          HOUR);

  @Test
  void mailFlowsWithoutAStoreOfFullTextAlone() {
    words.check();
    Readiness now =
        Readiness.of(
            List.of(mail, words),
            List.of(),
            Optional.of("words"),
            List.of("it waits", "it is late"));
    assertTrue(now.ready());
    assertEquals(List.of(), now.reasons());
    assertEquals(
        List.of(
            "store words: it is away", "full-text index: it waits", "full-text index: it is late"),
        now.warnings());
  }

  @Test
  void mailDoesNotFlowWithoutAStoreThatHoldsMore() {
    words.check();
    Readiness now = Readiness.of(List.of(mail, words), List.of(), Optional.empty(), List.of());
    assertFalse(now.ready());
    assertFalse(now.lasting(), "it may pass");
    assertEquals(List.of("store words: it is away"), now.reasons());
    assertEquals(List.of(), now.warnings());
  }

  @Test
  void nothingIsSaidWhenNothingIsWrong() {
    words.check();
    assertEquals(
        Readiness.READY, Readiness.of(List.of(mail), List.of(), Optional.of("words"), List.of()));
  }
}
