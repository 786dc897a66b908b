package org.mailkeep.system.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks through a trace for acknowledgements that left before what they acknowledge was flushed.
/// The page cache survives `kill -9`, so only the order of system calls shows it.
///
/// @param data the folder of the server's stores, absolute, with a slash at its end
/// @param calls the trace
record FlushWitness(String data, List<SystemCall> calls) {
  /// What is wrong with each acknowledgement.
  ///
  /// @param acknowledgements by the marker that message and entry hold: the text of the reply
  /// @return nothing when all is well
  List<String> complaints(Map<String, String> acknowledgements) {
    List<String> complaints = new ArrayList<>();
    acknowledgements.forEach((marker, reply) -> {
      Optional<SystemCall> told =
          calls.stream()
              .filter(call -> call.writes() && !call.isBelow("/") && call.text().contains(reply))
              .findFirst();
      if (told.isEmpty()) {
        complaints.add(marker + ": the trace does not show the reply " + reply);
      } else {
        complain(marker, told.get(), complaints);
      }
    });
    return complaints;
  }

  private void complain(String marker, SystemCall told, List<String> complaints) {
    Map<String, SystemCall> lastWrites = new TreeMap<>();
    for (SystemCall call : calls) {
      boolean before = call.begun() < told.begun();
      if (before && call.writes() && call.isBelow(data) && call.text().contains(marker)) {
        lastWrites.put(call.path(), call);
      }
    }
    if (lastWrites.isEmpty()) {
      complaints.add(marker + ": acknowledged before it was written");
    }
    lastWrites.forEach((path, write) -> {
      if (!flushed(path, write, told)) {
        complaints.add(marker + ": acknowledged before " + path + " was flushed");
      }
      created(path, told)
          .filter(made -> !flushed(path.substring(0, path.lastIndexOf('/')), made, told))
          .ifPresent(_ -> complaints.add(marker + ": the folder of " + path + " not flushed"));
    });
  }

  private Optional<SystemCall> created(String path, SystemCall told) {
    return calls.stream()
        .filter(call -> call.creates() && call.path().equals(path))
        .filter(call -> call.ended() < told.begun())
        .reduce((_, last) -> last);
  }

  private boolean flushed(String path, SystemCall write, SystemCall told) {
    return calls.stream()
        .anyMatch(call ->
            call.flushes()
                && call.path().equals(path)
                && call.begun() > write.ended()
                && call.ended() < told.begun());
  }
}
