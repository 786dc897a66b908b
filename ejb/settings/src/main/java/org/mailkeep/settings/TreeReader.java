package org.mailkeep.settings;

import java.util.Optional;

/// Reads a value that may be more than one line of a file: a list of tables, such as rules.
///
/// @param <T> the type of the setting's value
@FunctionalInterface
public interface TreeReader<T> {
  /// Reads a value.
  ///
  /// @param tree what the file says at the key and below it
  /// @param file what else the file says, and where problems go
  /// @return empty when it is no such value; what is wrong was told, or is plain to see
  Optional<T> read(RawTree tree, Surroundings file);

  /// The file around a value.
  interface Surroundings {
    /// Tells what is wrong.
    ///
    /// @param where the part of the value that is wrong
    /// @param message what is wrong and what was expected
    /// @param nearest the known name that may have been meant
    void problem(RawTree where, String message, Optional<String> nearest);

    /// What the file says of a setting that is read by a tree reader too.
    ///
    /// @param ids for the key's places, as many as it has
    Optional<RawTree> find(Setting<?> setting, String... ids);

    /// A file that says nothing else, in which problems are lost: for defaults.
    static Surroundings none() {
      return new Surroundings() {
        @Override
        public void problem(RawTree where, String message, Optional<String> nearest) {
          // whoever asks learns that there is no value
        }

        @Override
        public Optional<RawTree> find(Setting<?> setting, String... ids) {
          return Optional.empty();
        }
      };
    }
  }
}
