package org.mailkeep.launcher;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A command of several verbs, each a few calls of the REST API.
interface ApiCommand extends Command {
  /// What its first word may be.
  Map<String, Verb> verbs();

  /// Options of its own, with a value.
  Set<String> ownOptions();

  /// Options of its own, without a value.
  default Set<String> ownFlags() {
    return Set.of();
  }

  /// One thing that a command does.
  @FunctionalInterface
  interface Verb {
    /// Does it.
    ///
    /// @param api of the server
    /// @param arguments what stands behind the verb
    void run(RestClient api, Context context, Arguments arguments)
        throws Failure, IOException, InterruptedException;
  }

  @Override
  default Set<String> flags() {
    var flags = new HashSet<>(RestClient.FLAGS);
    flags.add("json");
    flags.addAll(ownFlags());
    return flags;
  }

  @Override
  default Set<String> options() {
    var options = new HashSet<>(RestClient.OPTIONS);
    options.addAll(ownOptions());
    return options;
  }

  /// What says who logs in to the API.
  ///
  /// @param arguments verb and all
  default Arguments login(Arguments arguments) {
    return arguments;
  }

  @Override
  default void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String words = String.join(", ", new TreeSet<>(verbs().keySet()));
    String word = arguments.word(0, "what to do: " + words);
    Verb verb = verbs().get(word);
    if (verb == null) {
      throw Failure.usage(name() + " knows no " + word + ", only " + words);
    }
    try (var api = RestClient.of(context, login(arguments))) {
      verb.run(api, context, arguments.rest());
    }
  }
}
