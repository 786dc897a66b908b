package org.mailkeep.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// What a store remembers of a job's last run, whichever node did it.
///
/// @param token of the lease under which it ran
/// @param by who started it
/// @param ended null while it runs, or when its node died
/// @param state how it ended; [State#RUNNING] until then
/// @param message why it failed; may be empty
/// @param counts what it did
public record LastRun(
    long token,
    String by,
    Instant started,
    @Nullable Instant ended,
    State state,
    String message,
    Map<String, Long> counts) {

  /// How a run ended.
  public enum State {
    /// It has not, as far as anybody knows.
    RUNNING,
    /// All was done.
    DONE,
    /// Not all could be done.
    FAILED,
    /// It was told to end early.
    CANCELLED;

    /// Its name in interfaces.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LastRun {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  static LastRun begun(long token, String by, Instant now) {
    return new LastRun(token, by, now, null, State.RUNNING, "", Map.of());
  }

  LastRun ended(Instant now, State how, String why, Map<String, Long> what) {
    return new LastRun(token, by, started, now, how, why, what);
  }

  byte[] encode() {
    var out =
        new RecordWriter()
            .number(1, token)
            .text(2, by)
            .number(3, started.toEpochMilli())
            .text(5, state.text())
            .text(6, message)
            .texts(7, List.copyOf(counts.keySet()));
    if (ended != null) {
      out.number(4, ended.toEpochMilli());
    }
    counts.values().forEach(count -> out.number(8, count));
    return out.bytes();
  }

  static LastRun decode(byte[] record) {
    var in = new RecordReader(record);
    long token = 0;
    String by = "";
    Instant started = Instant.EPOCH;
    Instant ended = null;
    String state = "";
    String message = "";
    List<String> names = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> token = in.number();
        case 2 -> by = in.text();
        case 3 -> started = Instant.ofEpochMilli(in.number());
        case 4 -> ended = Instant.ofEpochMilli(in.number());
        case 5 -> state = in.text();
        case 6 -> message = in.text();
        case 7 -> names.add(in.text());
        case 8 -> numbers.add(in.number());
        default -> {} // a later version's
      }
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(names.size(), numbers.size()); i++) {
      counts.put(names.get(i), numbers.get(i));
    }
    String name = state;
    State how =
        Arrays.stream(State.values())
            .filter(each -> each.text().equals(name))
            .findFirst()
            .orElse(State.FAILED);
    return new LastRun(token, by, started, ended, how, message, counts);
  }
}
