package org.mailkeep.admin;

import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;

/// Turns what a directory says into an outcome.
final class Outcomes {
  private Outcomes() {}

  /// @param what it is about, readable
  static <T> Outcome<T> of(Answer<T> answer, String what) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> new Outcome.Ok<>(value);
      case Answer.Unknown<T> _ -> new Outcome.NotFound<>(what);
      case Answer.Unavailable<T>(var reason) -> new Outcome.Unavailable<>(reason);
    };
  }

  /// @param what it is about, readable
  static <T> Outcome<T> of(Change<T> change, String what) {
    return switch (change) {
      case Change.Done<T>(T value) -> new Outcome.Ok<>(value);
      case Change.Taken<T>(var name) -> new Outcome.Conflict<>(name + " exists already");
      case Change.NoSuchDomain<T>(var domain) ->
          new Outcome.Conflict<>(domain + " is not one of the hosted domains");
      case Change.Unknown<T> _ -> new Outcome.NotFound<>(what);
      case Change.InUse<T>(var users) ->
          new Outcome.Conflict<>(what + " still has " + users + " addresses");
      case Change.Impossible<T>(var reason) -> new Outcome.Conflict<>(reason);
      case Change.KeptElsewhere<T>(var directory) ->
          new Outcome.Conflict<>(
              what
                  + " belongs to the directory "
                  + directory
                  + ", which is changed where it is kept");
      case Change.Unavailable<T>(var reason) -> new Outcome.Unavailable<>(reason);
    };
  }
}
