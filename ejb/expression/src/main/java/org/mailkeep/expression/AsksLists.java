package org.mailkeep.expression;

import java.util.List;
import org.mailkeep.settings.Origin;

/// A value of the file that asks lists by name, as `in-list` of the older dialect does.
public interface AsksLists {
  /// A list that is asked.
  ///
  /// @param name as [World#isListed] gets it
  /// @param origin where it is named
  record Asked(String name, Origin origin) {}

  /// Those that it names itself, not within conditions that stand elsewhere under a name.
  List<Asked> lists();
}
