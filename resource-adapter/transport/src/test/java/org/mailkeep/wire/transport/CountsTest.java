package org.mailkeep.wire.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CountsTest {

  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

  @Test
  void eachAddressHasItsOwnCount() {
    var counts = new AddressCounts();
    assertTrue(counts.enter(ONE, 2));
    assertTrue(counts.enter(ONE, 2));
    assertFalse(counts.enter(ONE, 2));
    assertTrue(counts.enter(TWO, 2));
    assertEquals(2, counts.size());
    counts.leave(ONE);
    assertTrue(counts.enter(ONE, 2));
    counts.leave(TWO);
    assertEquals(1, counts.size());
  }

  @Test
  void manyThreadsAreNeverMoreThanAllowed() throws InterruptedException {
    var counts = new AddressCounts();
    var entered = new AtomicInteger();
    var done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      Thread.ofVirtual()
          .start(() -> {
            if (counts.enter(ONE, 10)) {
              entered.incrementAndGet();
            }
            done.countDown();
          });
    }
    done.await();
    assertEquals(10, entered.get());
    for (int i = 0; i < 10; i++) {
      counts.leave(ONE);
    }
    assertEquals(0, counts.size());
  }

  @Test
  void recordBuffersAreLentAgain() {
    var buffers = new RecordBuffers();
    var first = buffers.take(100);
    first.put((byte) 1);
    buffers.give(first);
    assertSame(first, buffers.take(50));
    assertEquals(0, first.position());
    assertEquals(200, buffers.take(200).capacity());
  }

  @Test
  void certificatesAreChosenByNameThenKey() {
    var both = TestCertificates.both();
    assertEquals("ec", id(both.choose(Optional.empty(), "EC")));
    assertEquals("rsa", id(both.choose(Optional.empty(), "RSA")));
    assertEquals("ec", id(both.choose(Optional.of("Mail.Example.Org"), "EC")));
    assertEquals("rsa", id(both.choose(Optional.of("x.example.net"), "RSA")));
    assertEquals("none", id(both.choose(Optional.of("x.example.net"), "EC")));
    assertEquals("none", id(new Certificates(List.of()).choose(Optional.empty(), "EC")));
    assertEquals("none", id(both.choose(Optional.of("localhost"), "EdDSA")));
  }

  private static String id(Optional<CertificateEntry> entry) {
    return entry.map(CertificateEntry::id).orElse("none");
  }
}
