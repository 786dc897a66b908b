package org.mailkeep.directory.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Event;

class DirectoryWatchTest {
  private final List<Event> events = new ArrayList<>();
  private Optional<String> trouble = Optional.empty();
  private final DirectoryWatch watch =
      new DirectoryWatch("ldap", () -> trouble, events::add, Duration.ofHours(1));

  @Test
  void onlyACheckFindsThatItServesAgain() {
    watch.check();
    assertEquals(Optional.empty(), watch.trouble());
    watch.failed("refused");
    watch.failed("refused again");
    assertEquals(Optional.of("refused again"), watch.trouble());
    trouble = Optional.of("still down");
    watch.check();
    assertEquals(Optional.of("still down"), watch.trouble());
    trouble = Optional.empty();
    watch.check();
    assertEquals(Optional.empty(), watch.trouble());
    assertEquals(2, events.size());
    assertEquals(new DirectoryEvent.Unavailable("ldap", "refused"), events.getFirst());
    assertInstanceOf(DirectoryEvent.Recovered.class, events.getLast());
  }

  @Test
  void aCheckIsDueAtOnceWhenItFailed() {
    watch.failed("refused");
    assertTimeoutPreemptively(Duration.ofSeconds(5), watch::awaitDue);
    assertTimeoutPreemptively(Duration.ofSeconds(5), watch::awaitDue, "and as long as it fails");
  }
}
