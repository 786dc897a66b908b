package org.mailkeep.wire.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// A protocol for tests: says hello, then repeats each line; `QUIT` ends, `STARTTLS` encrypts,
/// `WAIT` waits for a latch, `BIG n` sends n octets, `LITERAL n` takes n octets, `BOOM` fails.
final class Parrot implements Protocol {

  final CountDownLatch go = new CountDownLatch(1);
  final CountDownLatch waiting = new CountDownLatch(1);
  final int lineLimit;

  Parrot() {
    this(1000);
  }

  Parrot(int lineLimit) {
    this.lineLimit = lineLimit;
  }

  @Override
  public Conversation begin(Connection connection) {
    return () -> talk(connection);
  }

  private void talk(Connection connection) throws IOException {
    var out = connection.output();
    out.write("hello " + connection.remote().getAddress().getHostAddress() + "\r\n");
    boolean more = true;
    while (more) {
      more =
          switch (connection.input().readLine(lineLimit)) {
            case Line.Whole line -> on(connection, line);
            case Line.TooLong _ -> {
              out.write("too long\r\n");
              yield true;
            }
            case Line.End _ -> false;
          };
    }
  }

  private boolean on(Connection connection, Line.Whole line) throws IOException {
    var out = connection.output();
    var words = line.latin1().split(" ", 2);
    switch (words[0]) {
      case "QUIT" -> {
        out.write("bye\r\n");
        return false;
      }
      case "STARTTLS" -> {
        out.write("go ahead\r\n");
        int dropped = connection.startTls();
        out.write("dropped " + dropped + "\r\n");
      }
      case "WAIT" -> await();
      case "BIG" -> {
        var chunk = new byte[64 * 1024];
        for (long left = Long.parseLong(words[1]); left > 0; left -= chunk.length) {
          out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
      }
      case "LITERAL" -> {
        long[] sum = {0, 0};
        connection
            .input()
            .transfer(
                Long.parseLong(words[1]),
                (octets, from, to) -> {
                  for (int i = from; i < to; i++) {
                    sum[0] += octets[i];
                  }
                  sum[1]++;
                  return to - from;
                });
        out.write("sum " + sum[0] + "\r\n");
      }
      case "BOOM" -> throw new IllegalStateException("boom");
      default -> out.write((line.crlf() ? "" : "bare ") + line.latin1() + "\r\n");
    }
    return true;
  }

  private void await() {
    try {
      waiting.countDown();
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public byte[] busy() {
    return "busy\r\n".getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] farewell(ConnectionEnded.Reason reason) {
    return ("farewell " + reason + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
