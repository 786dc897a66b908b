package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/// Prints the server's log, its end first, and what is added when it is followed.
final class Logs implements Command {

  private static final int LINES = 200;
  private static final int WINDOW = 256 * 1024;
  private static final long PAUSE = 300;

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String summary() {
    return "print the end of the log; -f follows it";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep logs [-f] [--server] [--instance DIR]

    -f, --follow   go on printing what is added
    --server       the application server's log instead of the events\
    """;
  }

  @Override
  public Set<String> flags() {
    return Set.of("follow", "server");
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    InstanceFolder instance = context.instance();
    boolean events = !arguments.has("server") && Files.exists(instance.eventLog());
    Path log = events ? instance.eventLog() : instance.log();
    if (!Files.exists(log)) {
      throw Failure.of("there is no log " + log);
    }
    long size = Files.size(log);
    tail(log, LINES).forEach(context.out()::println);
    if (arguments.has("follow")) {
      follow(log, size, context.out());
    }
  }

  /// The last lines of a file, looking at its last 256 KiB at most.
  static List<String> tail(Path file, int lines) throws IOException {
    long size = Files.size(file);
    String text = read(file, Math.max(0, size - WINDOW), size);
    List<String> all = text.lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  private static void follow(Path log, long from, PrintStream out)
      throws IOException, InterruptedException {
    long printed = from;
    while (!out.checkError()) {
      Thread.sleep(PAUSE);
      long size = Files.exists(log) ? Files.size(log) : 0;
      if (size < printed) {
        printed = 0;
      }
      long end = Math.min(size, printed + WINDOW);
      if (end > printed) {
        out.print(read(log, printed, end));
        out.flush();
        printed = end;
      }
    }
  }

  private static String read(Path file, long from, long to) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
      channel.position(from);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          break;
        }
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }
}
