package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Value;
import org.mailkeep.mime.Part;

/// Two BODYs of the same message.
record BodyPair(Value ours, Value theirs) {
  /// The same with each part that both tell of changed, the outer ones first.
  ///
  /// @param part what the bodies are about
  BodyPair each(Part part, String message, Consumer<PartPair> change) {
    if (!(ours instanceof Group(List<Value> here))
        || !(theirs instanceof Group(List<Value> there))) {
      return this;
    }
    List<Value> mine = new ArrayList<>(here);
    List<Value> other = new ArrayList<>(there);
    change.accept(new PartPair(part, message, mine, other));
    if (PartPair.isMessage(mine) && PartPair.isMessage(other) && part.isMessage()) {
      inside(PartPair.INNER, part.message(), message, mine, other, change);
    } else if (!PartPair.isSingle(mine) && !PartPair.isSingle(other)) {
      int parts = Math.min(part.parts().size(), Math.min(mine.size(), other.size()));
      for (int i = 0; i < parts; i++) {
        inside(i, part.parts().get(i), message, mine, other, change);
      }
    }
    return new BodyPair(new Group(mine), new Group(other));
  }

  private static void inside(
      int at,
      Part part,
      String message,
      List<Value> ours,
      List<Value> theirs,
      Consumer<PartPair> change) {
    BodyPair changed = new BodyPair(ours.get(at), theirs.get(at)).each(part, message, change);
    ours.set(at, changed.ours());
    theirs.set(at, changed.theirs());
  }
}
