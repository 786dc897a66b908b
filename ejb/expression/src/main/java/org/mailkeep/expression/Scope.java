package org.mailkeep.expression;

import java.util.EnumSet;
import java.util.Set;

/// Where rules stand: what they may ask about there. Pure functions may stand everywhere.
///
/// @param name for the documents: `recipient`
/// @param variables that have values there
/// @param world the functions that can ask the world from there
/// @param lists whether lists of the older files can be asked
public record Scope(String name, Set<Variable> variables, Set<Function> world, boolean lists) {
  /// Copies the sets.
  public Scope {
    variables = Set.copyOf(variables);
    world = Set.copyOf(world);
  }

  /// A place that knows these variables, and nothing of the world.
  public static Scope of(String name, Variable... variables) {
    return new Scope(name, Set.of(variables), Set.of(), false);
  }

  /// The same with more variables.
  public Scope and(String newName, Variable... more) {
    Set<Variable> all = EnumSet.noneOf(Variable.class);
    all.addAll(variables);
    all.addAll(Set.of(more));
    return new Scope(newName, all, world, lists);
  }

  /// The same where these functions can ask the world.
  public Scope asking(Function... functions) {
    return new Scope(name, variables, Set.of(functions), lists);
  }

  /// The same where lists of the older files can be asked.
  public Scope listing() {
    return new Scope(name, variables, world, true);
  }

  /// A place that knows everything: for what is checked by itself and used elsewhere.
  static Scope everything() {
    return new Scope(
        "everything", EnumSet.allOf(Variable.class), EnumSet.allOf(Function.class), true);
  }

  boolean knows(Function function) {
    return !function.asksTheWorld() || world.contains(function);
  }
}
