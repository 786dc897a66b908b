package org.mailkeep.services;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.TomlEdit;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;

/// What the file says when a role has moved.
record MoveEdits(MovePlan plan) {
  private static final String TABLE = "storage";

  /// The table of the oldest files.
  private static final String TABLE_BEFORE = "jmap.store";

  private static final String BEFORE = "blob-before";

  /// A change of the file.
  ///
  /// @param holds whether a configuration says what was meant
  record Edit(UnaryOperator<String> change, Predicate<Configuration> holds) {}

  /// Has the file name the new store for some roles: where it named the old one, and where it named
  /// none.
  Edit of(Set<Role> roles) {
    return new Edit(
        toml -> {
          TomlEdit edit = TomlEdit.of(toml);
          if (roles.contains(Role.DATA)) {
            name(edit, Role.DATA, plan.to());
          }
          role(edit, roles, Role.BLOB, StoreSettings.BLOB);
          role(edit, roles, Role.LOOKUP, StoreSettings.LOOKUP);
          role(edit, roles, Role.FTS, StoreSettings.FTS);
          embedded(edit, plan.to());
          if (!roles.containsAll(MovePlan.roles(plan.configuration(), plan.from()))) {
            embedded(edit, plan.from());
          }
          return edit.text();
        },
        after -> roles.stream().allMatch(role -> id(after, role).equals(plan.to())));
  }

  /// New blobs go to the new store; those of before are in the old one.
  Edit blobsBegin() {
    return new Edit(
        toml -> {
          TomlEdit edit = TomlEdit.of(toml);
          name(edit, Role.BLOB, plan.to());
          edit.set(TABLE, BEFORE, plan.from());
          embedded(edit, plan.to());
          embedded(edit, plan.from());
          return edit.text();
        },
        after ->
            StoreSettings.blob(after).equals(plan.to())
                && StoreSettings.blobBefore(after).equals(Optional.of(plan.from())));
  }

  /// No blob is in the old store any more.
  Edit blobsEnd() {
    return new Edit(
        toml -> TomlEdit.of(toml).remove(TABLE, BEFORE).text(),
        after -> StoreSettings.blobBefore(after).isEmpty());
  }

  private static void name(TomlEdit edit, Role role, String store) {
    edit.remove(TABLE_BEFORE, MovePlan.word(role)).set(TABLE, MovePlan.word(role), store);
  }

  /// A role that follows the data unless it is named.
  private void role(TomlEdit edit, Set<Role> roles, Role role, Setting<String> setting) {
    boolean moves = roles.contains(role);
    boolean named = plan.configuration().isSet(setting);
    boolean stays =
        !moves
            && roles.contains(Role.DATA)
            && MovePlan.roles(plan.configuration(), plan.from()).contains(role);
    if (moves && (named || !roles.contains(Role.DATA))) {
      name(edit, role, plan.to());
    } else if (stays && !named) {
      name(edit, role, plan.from());
    }
  }

  /// The store that there is without being named is named.
  private static void embedded(TomlEdit edit, String id) {
    if (id.equals(StoreSettings.EMBEDDED)) {
      edit.table("store." + id, "type = \"rocksdb\"");
    }
  }

  private static String id(Configuration after, Role role) {
    return switch (role) {
      case DATA -> StoreSettings.data(after);
      case BLOB -> StoreSettings.blob(after);
      case LOOKUP -> StoreSettings.lookup(after);
      case FTS -> StoreSettings.fts(after);
    };
  }
}
