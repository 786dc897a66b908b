package org.mailkeep.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.mailkeep.kernel.Chance;

/// A password that an account gets: from the input, from the operator's keyboard, or made up.
///
/// @param generated whether it was made up, so that the operator must be told
record NewPassword(String text, boolean generated) {

  /// The password, wherever it comes from.
  ///
  /// @param whose the account, for the prompt
  /// @throws Failure when the input has none, or two typed ones differ
  static NewPassword of(Context context, Arguments arguments, String whose)
      throws Failure, IOException {
    if (arguments.has("password-stdin")) {
      var in = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
      String line = Optional.ofNullable(in.readLine()).orElse("");
      if (line.isEmpty()) {
        throw Failure.usage("--password-stdin, but the input is empty");
      }
      return new NewPassword(line, false);
    }
    String typed = Keyboard.secret("Password of " + whose + " (empty: make one up): ").orElse("");
    if (!typed.isEmpty()) {
      if (!typed.equals(Keyboard.secret("Again: ").orElse(""))) {
        throw Failure.of("the two passwords differ");
      }
      return new NewPassword(typed, false);
    }
    return new NewPassword(new Secrets(Chance.secure()).password(), true);
  }

  /// Tells a password that was made up.
  void tell(PrintStream out) {
    if (generated) {
      out.println("Password: " + text);
    }
  }

  /// An answer as JSON, with the password when it was made up.
  Json shown(Json answer) {
    if (!generated || !(answer instanceof Json.Members(var values))) {
      return answer;
    }
    var more = new LinkedHashMap<String, Json>(values);
    more.put("password", Json.of(text));
    return new Json.Members(more);
  }

  @Override
  public String toString() {
    return generated ? "a generated password" : "a password";
  }
}
