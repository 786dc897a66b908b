package org.mailkeep.system.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The witness itself: it must see what is wrong, or it proves nothing.
final class FlushWitnessTest {
  private static final Map<String, String> ONE = Map.of("m1", "250 2.0.0 q1");

  private static List<String> complaints(String trace) {
    return new FlushWitness("/i/data/", SystemCall.of(trace.lines().toList())).complaints(ONE);
  }

  @Test
  void aFlushBetweenWriteAndReplyIsWell() {
    assertEquals(
        List.of(),
        complaints(
            """
            7 write(5</i/data/1.log>, "..m1..", 6) = 6
            7 fdatasync(5</i/data/1.log>) = 0
            9 write(8<socket:[77]>, "250 2.0.0 q1\\r\\n", 14) = 14
            """));
  }

  @Test
  void noFlushIsSeen() {
    assertEquals(
        List.of("m1: acknowledged before /i/data/1.log was flushed"),
        complaints(
            """
            7 fdatasync(5</i/data/1.log>) = 0
            7 write(5</i/data/1.log>, "..m1..", 6) = 6
            9 write(8<socket:[77]>, "250 2.0.0 q1\\r\\n", 14) = 14
            """));
  }

  @Test
  void aFlushThatHasNotReturnedIsNone() {
    assertEquals(
        List.of("m1: acknowledged before /i/data/1.log was flushed"),
        complaints(
            """
            7 write(5</i/data/1.log>, "..m1..", 6) = 6
            7 fdatasync(5</i/data/1.log> <unfinished ...>
            9 write(8<socket:[77]>, "250 2.0.0 q1\\r\\n", 14) = 14
            7 <... fdatasync resumed>) = 0
            """));
  }

  @Test
  void aFlushOfAnotherFileIsNone() {
    assertEquals(
        List.of("m1: acknowledged before /i/data/1.log was flushed"),
        complaints(
            """
            7 write(5</i/data/1.log>, "..m1..", 6) = 6
            7 fdatasync(6</i/data/2.log>) = 0
            9 write(8<socket:[77]>, "250 2.0.0 q1\\r\\n", 14) = 14
            """));
  }

  @Test
  void aNewFileNeedsItsFolderFlushed() {
    assertEquals(
        List.of("m1: the folder of /i/data/2.log not flushed"),
        complaints(
            """
            7 openat(AT_FDCWD</>, "/i/data/2.log", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 6</i/data/2.log>
            7 write(6</i/data/2.log>, "..m1..", 6) = 6
            7 fdatasync(6</i/data/2.log>) = 0
            9 write(8<socket:[77]>, "250 2.0.0 q1\\r\\n", 14) = 14
            """));
  }

  @Test
  void nothingWrittenIsSeen() {
    assertEquals(
        List.of("m1: acknowledged before it was written"),
        complaints(
            """
            9 write(8<socket:[77]>, "250 2.0.0 q1\\r\\n", 14) = 14
            """));
  }
}
