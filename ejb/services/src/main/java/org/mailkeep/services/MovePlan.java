package org.mailkeep.services;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.admin.FieldError;
import org.mailkeep.admin.Moving;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;

/// Which roles go from one store to another.
///
/// @param roles at least one
/// @param leaves whether the old store has no role left then
record MovePlan(
    Configuration configuration, String from, String to, Set<Role> roles, boolean leaves) {
  MovePlan {
    roles = Set.copyOf(roles);
  }

  /// Plans a move.
  ///
  /// @param errors gets what speaks against it; the plan is useless then
  static MovePlan of(Configuration configuration, Moving.Request move, List<FieldError> errors) {
    Set<Role> had = had(configuration, move);
    Set<Role> wanted =
        move.roles().isEmpty() ? all(configuration, had, move) : EnumSet.noneOf(Role.class);
    for (String word : move.roles()) {
      Optional<Role> role = role(word);
      if (role.isEmpty() || !had.contains(role.get())) {
        errors.add(
            new FieldError("role", "store " + move.from() + " does not have the role " + word));
      } else {
        wanted.add(role.get());
      }
    }
    check(configuration, move, wanted, errors);
    Set<Role> moving = EnumSet.copyOf(wanted.isEmpty() ? EnumSet.of(Role.DATA) : wanted);
    if (moving.contains(Role.DATA) && had.contains(Role.BLOB)) {
      // Their octets lie among the data.
      moving.add(Role.BLOB);
    }
    return new MovePlan(configuration, move.from(), move.to(), moving, moving.containsAll(had));
  }

  private static void check(
      Configuration configuration, Moving.Request move, Set<Role> wanted, List<FieldError> errors) {
    List<String> stores = configuration.ids("store");
    if (!stores.contains(move.to()) && !move.to().equals(StoreSettings.EMBEDDED)) {
      errors.add(new FieldError("to", "the configuration names no store " + move.to()));
      return;
    }
    if (move.from().equals(move.to())) {
      errors.add(new FieldError("to", "must be another store than the one that moves"));
    } else if (wanted.isEmpty() && errors.isEmpty()) {
      errors.add(
          new FieldError(
              "from", "store " + move.from() + " has no role that " + move.to() + " can have"));
    }
    for (Role role : wanted) {
      if (!StoreSettings.type(configuration, move.to()).serves(role)) {
        errors.add(new FieldError("to", "store " + move.to() + " keeps no " + role.words()));
      }
    }
    if (wanted.contains(Role.DATA) || wanted.contains(Role.BLOB)) {
      checkBlobs(configuration, move, wanted, errors);
    }
  }

  private static void checkBlobs(
      Configuration configuration, Moving.Request move, Set<Role> wanted, List<FieldError> errors) {
    String blob = StoreSettings.blob(configuration);
    Optional<String> before = StoreSettings.blobBefore(configuration);
    boolean goesOn =
        before.isPresent()
            && !wanted.contains(Role.DATA)
            && Set.of(move.from(), move.to()).equals(Set.of(before.get(), blob));
    if (before.isPresent() && !goesOn) {
      errors.add(
          new FieldError(
              "from",
              "blobs are still to be moved from store "
                  + before.get()
                  + " to store "
                  + blob
                  + "; that comes first"));
    } else if (wanted.contains(Role.DATA) && blob.equals(move.to())) {
      errors.add(
          new FieldError(
              "to",
              "store "
                  + move.to()
                  + " keeps blobs of the other one; move them there first: --from "
                  + move.to()
                  + " --to "
                  + move.from()
                  + " --role blob"));
    }
  }

  /// Roles that go together as they lie, from one store that keeps data into another one.
  Set<Role> together() {
    Set<Role> together = EnumSet.noneOf(Role.class);
    if (keepsData(from) && keepsData(to)) {
      together.addAll(roles);
      if (!roles.contains(Role.DATA)) {
        together.remove(Role.BLOB);
      }
    }
    return together;
  }

  /// Whether a role goes by itself.
  boolean alone(Role role) {
    return roles.contains(role) && !together().contains(role);
  }

  private boolean keepsData(String id) {
    return StoreSettings.type(configuration, id).serves(Role.DATA);
  }

  /// The roles that a store has.
  static Set<Role> roles(Configuration configuration, String id) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (StoreSettings.data(configuration).equals(id)) {
      roles.add(Role.DATA);
    }
    if (StoreSettings.blob(configuration).equals(id)
        || StoreSettings.blobBefore(configuration).equals(Optional.of(id))) {
      roles.add(Role.BLOB);
    }
    if (StoreSettings.lookup(configuration).equals(id)) {
      roles.add(Role.LOOKUP);
    }
    if (StoreSettings.fts(configuration).equals(id)) {
      roles.add(Role.FTS);
    }
    return roles;
  }

  /// The roles that may leave a store: blobs that came before lie in the data store all the same.
  private static Set<Role> had(Configuration configuration, Moving.Request move) {
    Set<Role> had = roles(configuration, move.from());
    if (had.contains(Role.DATA) && StoreSettings.blob(configuration).equals(move.to())) {
      had.add(Role.BLOB);
    }
    return had;
  }

  private static Set<Role> all(Configuration configuration, Set<Role> had, Moving.Request move) {
    Set<Role> all = EnumSet.noneOf(Role.class);
    all.addAll(had);
    all.removeIf(role -> !StoreSettings.type(configuration, move.to()).serves(role));
    return all;
  }

  private static Optional<Role> role(String word) {
    return EnumSet.allOf(Role.class).stream().filter(role -> word(role).equals(word)).findFirst();
  }

  /// As settings and requests name a role.
  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
