package org.mailkeep.admin;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;

/// How a management operation ended.
///
/// @param <T> what it gives when it succeeds
public sealed interface Outcome<T> {
  /// Done.
  record Ok<T>(T value) implements Outcome<T> {}

  /// Done, and something is there that was not.
  record Created<T>(T value) implements Outcome<T> {}

  /// What it is about is not there.
  ///
  /// @param what readable: `account jane@example.org`
  record NotFound<T>(String what) implements Outcome<T> {}

  /// It cannot be done as things are.
  record Conflict<T>(String detail) implements Outcome<T> {}

  /// What was asked for makes no sense.
  ///
  /// @param errors at least one
  record Invalid<T>(List<FieldError> errors) implements Outcome<T> {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /// The caller may not.
  record Forbidden<T>(Permission missing) implements Outcome<T> {}

  /// It cannot be done now; trying again later may help.
  ///
  /// @param reason without secrets
  record Unavailable<T>(String reason) implements Outcome<T> {}

  /// The same about something else: a success is translated, the rest stays.
  default <U> Outcome<U> map(Function<? super T, ? extends U> translation) {
    return this instanceof Created<T>(T value)
        ? new Created<>(translation.apply(value))
        : then(value -> new Ok<>(translation.apply(value)));
  }

  /// A success goes on with what comes next, the rest stays.
  default <U> Outcome<U> then(Function<? super T, Outcome<U>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Created<T>(T value) -> next.apply(value);
      case NotFound<T>(var what) -> new NotFound<>(what);
      case Conflict<T>(var detail) -> new Conflict<>(detail);
      case Invalid<T>(var errors) -> new Invalid<>(errors);
      case Forbidden<T>(var missing) -> new Forbidden<>(missing);
      case Unavailable<T>(var reason) -> new Unavailable<>(reason);
    };
  }

  /// One thing is wrong.
  static <T> Outcome<T> invalid(String pointer, String detail) {
    return new Invalid<>(List.of(new FieldError(pointer, detail)));
  }

  /// Does it when the caller may, and as the caller.
  static <T> Outcome<T> allowed(
      Caller caller, Permission permission, Supplier<Outcome<T>> operation) {
    return caller
        .missing(permission)
        .<Outcome<T>>map(Forbidden::new)
        .orElseGet(() -> caller.actor().does(operation));
  }
}
