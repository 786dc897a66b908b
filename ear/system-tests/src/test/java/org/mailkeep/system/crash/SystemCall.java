package org.mailkeep.system.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One system call of a server under `strace -f -y`.
///
/// @param name such as `fdatasync`
/// @param path what its file descriptor stands for: a path, or `socket:[…]` and its like
/// @param text all its arguments, octets escaped
/// @param begun position in the trace when it was entered
/// @param ended position when it returned
record SystemCall(String name, String path, String text, int begun, int ended) {
  private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)", Pattern.DOTALL);
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
  private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<([^>]*)>");
  private static final Pattern RESULT_DESCRIPTOR = Pattern.compile("= \\d+<([^>]*)>$");
  private static final String UNFINISHED = "<unfinished ...>";

  /// Whether it puts octets into a file or a socket.
  boolean writes() {
    return name.startsWith("write") || name.startsWith("pwrite") || name.startsWith("send");
  }

  /// Whether it makes a file's or a folder's content stable.
  boolean flushes() {
    return name.equals("fsync") || name.equals("fdatasync");
  }

  /// Whether it makes a file, so that its folder has to be flushed too.
  boolean creates() {
    return name.startsWith("rename") || (name.equals("openat") && text.contains("O_CREAT"));
  }

  /// Whether it goes to a file or folder below this one.
  boolean isBelow(String folder) {
    return path.startsWith(folder);
  }

  /// Reads a trace; calls that failed or never returned are left out.
  static List<SystemCall> of(List<String> trace) {
    List<SystemCall> calls = new ArrayList<>();
    Map<String, SystemCall> open = new HashMap<>();
    for (int at = 0; at < trace.size(); at++) {
      Matcher line = LINE.matcher(trace.get(at));
      if (!line.matches()) {
        continue;
      }
      String thread = line.group(1);
      String rest = line.group(2);
      Matcher resumed = RESUMED.matcher(rest);
      if (resumed.matches()) {
        SystemCall begun = open.remove(thread);
        if (begun != null) {
          add(calls, begun.name, begun.text + resumed.group(2), begun.begun, at);
        }
        continue;
      }
      Matcher call = CALL.matcher(rest);
      if (call.matches() && rest.endsWith(UNFINISHED)) {
        String text = call.group(2).replace(UNFINISHED, "");
        open.put(thread, new SystemCall(call.group(1), "", text, at, at));
      } else if (call.matches()) {
        add(calls, call.group(1), call.group(2), at, at);
      }
    }
    return calls;
  }

  private static void add(List<SystemCall> calls, String name, String text, int begun, int ended) {
    if (text.contains(" = -1 ")) {
      return;
    }
    Matcher path = (name.equals("openat") ? RESULT_DESCRIPTOR : DESCRIPTOR).matcher(text);
    calls.add(new SystemCall(name, path.find() ? path.group(1) : "", text, begun, ended));
  }
}
