package org.mailkeep.store.api.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// One part of a [Move] on its way.
final class Leg {
  /// Rounds of catching up after which the pause is tried however much is left.
  private static final int ROUNDS = 20;

  /// Rounds before commits are slowed down.
  private static final int FREE_ROUNDS = 3;

  private final Move.Part part;
  private final MoveRules rules;
  private final Progress progress;
  private final byte[] number;
  private final Changes changes;
  private final Transfer transfer;
  private final Brake brake;
  private final List<Mutation.DeleteRange> unsettled = new ArrayList<>();

  private Leg(Move.Part part, MoveRules rules, byte[] number, Progress progress) {
    this.part = part;
    this.rules = rules;
    this.number = number;
    this.progress = progress;
    this.transfer = new Transfer(part.from(), part.to(), progress);
    this.changes = part.from().track(rules.remembered());
    this.brake = new Brake(part.from(), rules.slowdown(), progress);
  }

  /// Begins: the target knows that it is one.
  static Leg begin(Move.Part part, MoveRules rules, Chance chance, Progress progress) {
    byte[] number = Marks.number(part.from().now(), chance);
    Marks.arrive(part.to(), number, part.spaces());
    return new Leg(part, rules, number, progress);
  }

  /// How many entries were written.
  long written() {
    return transfer.written();
  }

  /// Copies, or compares what was copied before.
  void copy() {
    for (Subspace space : new TreeSet<>(part.spaces())) {
      progress.begin("copying " + Move.words(space), Progress.UNKNOWN, "entries");
      transfer.range(space, Range.all(), this::keepUp);
    }
  }

  /// Brings the target up to date until little is left, or too much each time although commits are
  /// slowed down.
  void catchUp() {
    for (int round = 0; round < ROUNDS && changes.size() > rules.few(); round++) {
      if (round >= FREE_ROUNDS) {
        brake.more();
      }
      transfer.changes(taken());
    }
  }

  /// The pause did not suffice: what never came to rest is brought up to date, and commits are
  /// slowed down.
  void ease() {
    brake.more();
    for (Mutation.DeleteRange each : unsettled) {
      transfer.range(each.space(), each.range(), this::keepUp);
    }
  }

  /// Counts and hashes both sides.
  void verify(List<Verified> verified) {
    var verification =
        new Verification(
            part.from(), part.to(), () -> transfer.changes(taken()), brake::more, progress);
    for (Subspace space : new TreeSet<>(part.spaces())) {
      progress.begin("verifying " + Move.words(space), Progress.UNKNOWN, "entries");
      verified.add(verification.run(space));
    }
    unsettled.addAll(verification.unsettled());
  }

  /// Makes the last differences the same and checks them, while commits wait.
  ///
  /// @return whether that was done in time
  boolean complete(Pause pause) {
    Changes.Taken last = taken();
    transfer.changes(last);
    for (Mutation.DeleteRange each : unsettled) {
      if (pause.lasts()) {
        transfer.range(each.space(), each.range(), () -> {});
        Verification.check(part.from(), part.to(), each);
      }
    }
    if (!pause.lasts()) {
      return false;
    }
    transfer.check(last);
    Marks.arriving(part.to(), number, part.spaces());
    return pause.lasts();
  }

  /// Notes that the target holds everything.
  void arrived() {
    Marks.arrived(part.to(), number, part.spaces());
  }

  /// Takes [#arrived] back.
  void arriving() {
    Marks.arriving(part.to(), number, part.spaces());
  }

  /// Does not let the list of changes grow beyond what can be remembered.
  private void keepUp() {
    if (changes.size() > rules.remembered() / 4) {
      transfer.changes(taken());
    }
  }

  private Changes.Taken taken() {
    Changes.Taken taken = changes.take();
    taken.keys().keySet().retainAll(part.spaces());
    return new Changes.Taken(
        taken.keys(),
        taken.ranges().stream().filter(r -> part.spaces().contains(r.space())).toList());
  }
}
