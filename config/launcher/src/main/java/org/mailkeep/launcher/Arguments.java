package org.mailkeep.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stands after a command's name: words, `--name value` or `--name=value` options, and flags.
///
/// @param words in order
/// @param options value by name, without dashes; a flag has an empty value
public record Arguments(List<String> words, Map<String, String> options) {

  /// The one option with a single letter.
  private static final Map<String, String> SHORT = Map.of("-f", "follow", "-h", "help");

  public Arguments {
    words = List.copyOf(words);
    options = Map.copyOf(options);
  }

  /// No words and no options.
  public static Arguments none() {
    return new Arguments(List.of(), Map.of());
  }

  /// Reads a command line.
  ///
  /// @param flags names of options that take no value
  /// @throws Failure when an option lacks its value
  public static Arguments parse(List<String> line, Set<String> flags) throws Failure {
    var words = new ArrayList<String>();
    var options = new LinkedHashMap<String, String>();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (SHORT.containsKey(word)) {
        options.put(SHORT.get(word), "");
      } else if (!word.startsWith("--")) {
        words.add(word);
      } else if (word.contains("=")) {
        int equals = word.indexOf('=');
        options.put(word.substring(2, equals), word.substring(equals + 1));
      } else if (flags.contains(word.substring(2))) {
        options.put(word.substring(2), "");
      } else if (i + 1 < line.size()) {
        options.put(word.substring(2), line.get(++i));
      } else {
        throw Failure.usage(word + " wants a value");
      }
    }
    return new Arguments(words, options);
  }

  /// The value of an option, if it was given.
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /// Whether a flag was given.
  public boolean has(String name) {
    return options.containsKey(name);
  }

  /// The word at a place, counted from 0.
  ///
  /// @param meaning what it stands for, to say what is missing
  /// @throws Failure when there are fewer
  public String word(int index, String meaning) throws Failure {
    if (index >= words.size()) {
      throw Failure.usage("missing: " + meaning);
    }
    return words.get(index);
  }

  /// The same without the first word.
  public Arguments rest() {
    return new Arguments(words.subList(1, words.size()), options);
  }

  /// The same without an option.
  public Arguments without(String option) {
    var fewer = new LinkedHashMap<>(options);
    fewer.remove(option);
    return new Arguments(words, fewer);
  }

  /// Says no to options that a command does not know.
  ///
  /// @throws Failure when there is one
  public void allow(Set<String> known) throws Failure {
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        throw Failure.usage("unknown option --" + name);
      }
    }
  }
}
