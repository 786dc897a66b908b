package org.mailkeep.directory.api;

import org.mailkeep.kernel.DomainName;

/// How a change of a directory ended.
///
/// @param <T> what was to be changed
public sealed interface Change<T> {
  /// Done, durably.
  ///
  /// @param value as it is now; after a removal, as it was
  record Done<T>(T value) implements Change<T> {}

  /// A name is somebody's already; nothing was changed.
  ///
  /// @param name the domain, login name, address or catch-all
  record Taken<T>(String name) implements Change<T> {}

  /// A name belongs to a domain that is not hosted; nothing was changed.
  record NoSuchDomain<T>(DomainName domain) implements Change<T> {}

  /// There is nothing to change.
  record Unknown<T>() implements Change<T> {}

  /// It cannot go while others need it; nothing was changed.
  ///
  /// @param users how many
  record InUse<T>(long users) implements Change<T> {}

  /// It cannot be as things are; nothing was changed.
  ///
  /// @param reason readable, for whoever asked
  record Impossible<T>(String reason) implements Change<T> {}

  /// It belongs to a directory that others keep, which is not changed from here; nothing was
  /// changed.
  ///
  /// @param directory its id in the settings
  record KeptElsewhere<T>(String directory) implements Change<T> {}

  /// The directory could not be asked; whether it was changed may be unknown.
  ///
  /// @param reason for the log, without secrets
  record Unavailable<T>(String reason) implements Change<T> {}
}
