package org.mailkeep.system;

/// What became of a program.
///
/// @param status its exit status
/// @param output what it printed, results and errors together
public record Outcome(int status, String output) {

  /// The output of a program that must have succeeded.
  ///
  /// @throws AssertionError when it did not
  public String success() {
    if (status != 0) {
      throw new AssertionError("exit status " + status + "\n" + output);
    }
    return output;
  }
}
