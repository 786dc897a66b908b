package org.mailkeep.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a server's process holds of the machine, as the kernel and the virtual machine see it.
///
/// @param pid of the process
record Footprint(long pid) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Threads of libraries that come with the application and no other.
  private static final List<String> OURS =
      List.of("mailkeep", "rocksdb", "infinispan", "Rx", "jgroups", "dnsjava", "prometheus");

  /// The container's own threads of our HTTP listeners.
  private static final String CONTAINERS = "mailkeep-http";

  /// Names of platform threads that only the application can have started.
  TreeSet<String> threads() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String dump =
        Program.run(LIMIT, Map.of(), "", List.of(jcmd, Long.toString(pid), "Thread.print"))
            .success();
    var names = new TreeSet<String>();
    for (String line : dump.lines().filter(l -> l.startsWith("\"")).toList()) {
      String name = line.substring(1, line.indexOf('"', 1));
      if (OURS.stream().anyMatch(name::contains) && !name.contains(CONTAINERS)) {
        names.add(name);
      }
    }
    return names;
  }

  /// Files below a folder that the process has open.
  List<String> openFiles(Path folder) throws IOException {
    var open = new ArrayList<String>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith(folder.toString())) {
            open.add(target);
          }
        } catch (IOException _) {
          // It was closed in the meantime.
        }
      }
    }
    return open;
  }
}
