package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Processes and all their descendants, as `/proc` shows them.
///
/// @param roots process ids
record ProcessTree(List<Long> roots) {
  private static final double MILLIS_PER_TICK = 10;
  private static final double PAGE_MIB = 4096.0 / (1 << 20);

  private record Member(long parent, long ticks, long pages) {}

  /// User and system time in milliseconds: of the living and of those that they have reaped.
  double cpuMillis() throws IOException {
    return members().stream().mapToLong(Member::ticks).sum() * MILLIS_PER_TICK;
  }

  /// Resident memory in MiB, shared pages counted in each process.
  double residentMib() throws IOException {
    return members().stream().mapToLong(Member::pages).sum() * PAGE_MIB;
  }

  private List<Member> members() throws IOException {
    Map<Long, Member> all = all();
    Map<Long, List<Long>> children = new HashMap<>();
    all.forEach((id, p) -> children.computeIfAbsent(p.parent(), _ -> new ArrayList<>()).add(id));
    Set<Long> seen = new HashSet<>();
    var open = new ArrayDeque<>(roots);
    var members = new ArrayList<Member>();
    while (!open.isEmpty()) {
      long id = open.remove();
      Member process = all.get(id);
      if (process != null && seen.add(id)) {
        members.add(process);
        open.addAll(children.getOrDefault(id, List.of()));
      }
    }
    return members;
  }

  private static Map<Long, Member> all() throws IOException {
    Map<Long, Member> all = new HashMap<>();
    try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
      for (Path folder : folders.toList()) {
        String name = folder.getFileName().toString();
        if (name.chars().allMatch(Character::isDigit)) {
          read(folder).ifPresent(process -> all.put(Long.valueOf(name), process));
        }
      }
    }
    return all;
  }

  private static Optional<Member> read(Path folder) throws IOException {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return Optional.of(new Member(Long.parseLong(fields[1]), ticks, Long.parseLong(fields[21])));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No such process")) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
