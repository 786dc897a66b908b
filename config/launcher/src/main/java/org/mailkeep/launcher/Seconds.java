package org.mailkeep.launcher;

/// An option that is a number of seconds.
final class Seconds {

  private Seconds() {}

  /// The option's value, or the default when it is not given.
  ///
  /// @throws Failure when it is no number from 1 to 86,400
  static int of(Arguments arguments, String option, int otherwise) throws Failure {
    String text = arguments.option(option).orElse(Integer.toString(otherwise));
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 86_400) {
      throw Failure.usage("--" + option + " wants seconds, from 1 to 86400, not " + text);
    }
    return Integer.parseInt(text);
  }
}
