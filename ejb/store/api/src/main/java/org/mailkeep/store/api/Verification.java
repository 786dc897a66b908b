package org.mailkeep.store.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mailkeep.kernel.Progress;

/// One look at whether all that a store holds fits together: what checks are asked for, and what
/// they have found. Bounded: of many findings the first are kept, all are counted. For one thread.
///
/// The server goes on meanwhile. So a check looks twice at what seems wrong before it tells of it,
/// and mends it under the condition that it is still as it was seen.
public final class Verification {
  /// The most findings that are kept.
  public static final int MOST_FINDINGS = 1_000;

  private final boolean repair;
  private final boolean deep;
  private final Progress progress;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /// @param repair whether to mend what can be mended
  /// @param deep whether to read the octets of all blobs, too, and to list what lies outside
  public Verification(boolean repair, boolean deep, Progress progress) {
    this.repair = repair;
    this.deep = deep;
    this.progress = progress;
    for (State state : State.values()) {
      counts.put(state.text, 0L);
    }
  }

  /// What became of a fault.
  public enum State {
    /// It can be mended.
    FOUND("found"),
    /// It was mended.
    MENDED("mended"),
    /// Nothing in the store can mend it.
    LOST("beyond repair"),
    /// It is no fault: something lies in a store that is not ours, and stays there.
    FOREIGN("not ours");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /// For people.
    public String text() {
      return text;
    }
  }

  /// Something that does not fit.
  ///
  /// @param check who found it
  /// @param subject what it is about: `message 7 of account 3`
  /// @param fault what is wrong with it, readable
  public record Finding(String check, String subject, String fault, State state) {}

  /// Looks at one kind of thing.
  public interface Check {
    /// Looks at all of them.
    void run(Verification verification);
  }

  /// To tell how far it is, and to hear that it shall end.
  public Progress progress() {
    return progress;
  }

  /// Whether to read the octets of blobs.
  public boolean deep() {
    return deep;
  }

  /// Whether faults are to be mended.
  public boolean repair() {
    return repair;
  }

  /// So many more were looked at.
  ///
  /// @param what in the plural: `messages`
  public void looked(String what, long more) {
    counts.merge(what, more, Long::sum);
    progress.advance(more);
    progress.check();
  }

  /// A fault that can be mended; it is, when that is wanted.
  ///
  /// @param mend does it; false when the fault was gone meanwhile
  public void found(String check, String subject, String fault, BooleanSupplier mend) {
    if (!repair) {
      add(new Finding(check, subject, fault, State.FOUND));
    } else if (mend.getAsBoolean()) {
      add(new Finding(check, subject, fault, State.MENDED));
    }
  }

  /// A fault that nothing in the store can mend.
  public void lost(String check, String subject, String fault) {
    add(new Finding(check, subject, fault, State.LOST));
  }

  /// Something that is not ours, which nobody touches.
  public void foreign(String check, String subject, String words) {
    add(new Finding(check, subject, words, State.FOREIGN));
  }

  private void add(Finding finding) {
    counts.merge(finding.state.text, 1L, Long::sum);
    if (findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    }
  }

  /// The first findings, in the order in which they were made.
  public List<Finding> findings() {
    return Collections.unmodifiableList(findings);
  }

  /// How many faults there were of each state, and how many things were looked at.
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
