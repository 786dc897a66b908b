package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.value;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.QueueEvent;

class MessagesTest {
  private static final QueueFilter FROM_JANE = new QueueFilter("jane", null, null);
  private final ListedQueue queue = new ListedQueue();
  private final List<Event> events = new ArrayList<>();
  private final Messages messages = new Messages(queue, Trail.none(), events::add);

  @BeforeEach
  void fill() {
    for (int id = 1; id <= 10; id++) {
      queue.add(id, id % 2 == 0 ? "jane@example.org" : "john@example.org", "x@example.net");
    }
  }

  @Test
  void pagesAreFullThoughTheQueuesOwnAreShort() {
    var first = value(messages.list(ADMIN, FROM_JANE, new PageQuery("", "", 1, 2)));
    assertEquals(List.of("2", "4"), ids(first));
    assertEquals(List.of("6", "8"), ids(value(messages.list(ADMIN, FROM_JANE, after(first, 2)))));
    var second = value(messages.list(ADMIN, FROM_JANE, new PageQuery("", "", 2, 2)));
    assertEquals(List.of("6", "8"), ids(second));
    var last = value(messages.list(ADMIN, FROM_JANE, new PageQuery("", "", 1, 100)));
    assertEquals(5, last.messages().size());
    assertNull(last.next());
    assertEquals(
        List.of(), ids(value(messages.list(ADMIN, FROM_JANE, new PageQuery("", "", 5, 100)))));
  }

  @Test
  void anIdThatIsNoneIsNotFoundAndAsAPlaceInvalid() {
    assertEquals(new Outcome.NotFound<QueuedMessage>("message !"), messages.show(ADMIN, "!"));
    assertEquals(new Outcome.NotFound<Integer>("message 9z"), messages.retry(ADMIN, "9z"));
    assertEquals(
        Outcome.<QueueControl.Page>invalid("after", "must be a message's id"),
        messages.list(ADMIN, QueueFilter.ALL, new PageQuery("", "!", 1, 2)));
    assertInstanceOf(
        Outcome.Invalid.class, messages.list(ADMIN, QueueFilter.ALL, new PageQuery("", "", 0, 2)));
  }

  @Test
  void oneIsShownRetriedAndCancelled() {
    assertEquals(100, value(messages.show(ADMIN, "a")).size());
    assertEquals(1, value(messages.retry(ADMIN, "a")));
    assertEquals(1, value(messages.cancel(ADMIN, "a", "X@example.net")));
    assertEquals(1, value(messages.cancel(ADMIN, "a")));
    assertEquals(List.of("retry a", "cancel X@example.net a", "cancel a"), queue.done);
    assertInstanceOf(Outcome.NotFound.class, messages.show(ADMIN, "a"));
    assertInstanceOf(Outcome.Invalid.class, messages.cancel(ADMIN, "1", "no address"));
    assertEquals(new QueueEvent.Changed("a", "boss", "retry"), events.getFirst());
  }

  @Test
  void allThatMatchAreChanged() {
    assertEquals(5, value(messages.retryAll(ADMIN, FROM_JANE)));
    assertEquals(5, value(messages.cancelAll(ADMIN, FROM_JANE)));
    assertEquals(5, queue.messages.size());
    assertEquals(10, events.size());
  }

  @Test
  void theQueuePausesAndGoesOn() {
    assertTrue(value(messages.pause(ADMIN)).paused());
    assertTrue(value(messages.condition(ADMIN)).paused());
    assertEquals(10, value(messages.resume(ADMIN)).waiting());
    assertEquals(
        List.of(
            new QueueEvent.Changed("", "boss", "pause"),
            new QueueEvent.Changed("", "boss", "resume")),
        events);
  }

  @Test
  void eachOperationNeedsItsPermission() {
    var user = House.USER;
    House.assertNeeds(Permission.QUEUE_LIST, messages.list(user, QueueFilter.ALL, PageQuery.FIRST));
    House.assertNeeds(Permission.QUEUE_GET, messages.show(user, "1"));
    House.assertNeeds(Permission.QUEUE_STATUS_GET, messages.condition(user));
    House.assertNeeds(Permission.QUEUE_UPDATE, messages.retry(user, "1"));
    House.assertNeeds(Permission.QUEUE_DELETE, messages.cancel(user, "1"));
    House.assertNeeds(Permission.QUEUE_DELETE, messages.cancel(user, "1", "x@example.net"));
    House.assertNeeds(Permission.QUEUE_UPDATE, messages.retryAll(user, QueueFilter.ALL));
    House.assertNeeds(Permission.QUEUE_DELETE, messages.cancelAll(user, QueueFilter.ALL));
    House.assertNeeds(Permission.QUEUE_STATUS_UPDATE, messages.pause(user));
    House.assertNeeds(Permission.QUEUE_STATUS_UPDATE, messages.resume(user));
    assertEquals(List.of(), queue.done);
  }

  @Test
  void aStoreThatIsDownIsUnavailable() {
    queue.down = true;
    assertInstanceOf(
        Outcome.Unavailable.class, messages.list(ADMIN, QueueFilter.ALL, PageQuery.FIRST));
  }

  private static PageQuery after(QueueControl.Page page, int limit) {
    return new PageQuery("", String.valueOf(page.next()), 1, limit);
  }

  private static List<String> ids(QueueControl.Page page) {
    return page.messages().stream().map(message -> message.id().toString()).toList();
  }
}
