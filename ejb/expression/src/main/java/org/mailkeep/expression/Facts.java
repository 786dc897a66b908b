package org.mailkeep.expression;

/// What the variables are right now.
@FunctionalInterface
public interface Facts {
  /// The value of a variable, one of those that the place of the rule knows.
  Value of(Variable variable);
}
