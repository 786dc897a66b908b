package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.ObservedBackend;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

class GuardTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
  private final FailingBackend backend = new FailingBackend(new MemoryBackend());

  @Test
  void aStoreThatWorksAgainIsFoundOutWithoutAnyUser() throws Exception {
    var watch = new StoreWatch("disk", backend, told::add, LONG);
    var users = new ObservedBackend(backend, watch, Events.none(), LONG);
    var guard = new Guard(watch, Duration.ofMillis(5));
    guard.start();
    backend.failWrites(FailingBackend::full);
    assertThrows(
        StoreException.Full.class,
        () -> users.commit(new Batch().put(Subspace.STORE, new byte[1], new byte[1])));
    assertEquals(StoreEvent.Troubled.class, next());
    backend.failWrites(null);
    assertEquals(StoreEvent.Recovered.class, next());
    assertEquals(new StoreState.Open(), watch.state());
    guard.close();
  }

  @Test
  void aStoreThatNobodyUsesIsChecked() throws Exception {
    backend.failWrites(FailingBackend::unavailable);
    var watch = new StoreWatch("disk", backend, told::add, Duration.ofMillis(5));
    try (var guard = new Guard(watch, Duration.ofMillis(5))) {
      guard.start();
      assertEquals(StoreEvent.Troubled.class, next());
    }
  }

  private Class<?> next() throws InterruptedException {
    Event event = told.poll(20, TimeUnit.SECONDS);
    return event == null ? Void.class : event.getClass();
  }
}
