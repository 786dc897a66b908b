package org.mailkeep.launcher;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where an operator answers: a real terminal, which hides secrets, or lines that were piped in.
sealed interface Terminal {
  /// Asks for a line.
  ///
  /// @return what was typed, without blanks around it; empty at the end of the input
  Optional<String> line(String prompt) throws IOException;

  /// Asks for a secret, which is not shown.
  ///
  /// @return what was typed; empty at the end of the input
  Optional<String> secret(String prompt) throws IOException;

  /// The terminal of the process, or else the input of the command.
  static Terminal of(Context context) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .<Terminal>map(OfConsole::new)
        .orElseGet(() ->
            new OfLines(
                new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8)),
                context.out()));
  }

  /// A real terminal.
  record OfConsole(Console console) implements Terminal {
    @Override
    public Optional<String> line(String prompt) {
      return Optional.ofNullable(console.readLine("%s", prompt)).map(String::strip);
    }

    @Override
    public Optional<String> secret(String prompt) {
      return Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
    }
  }

  /// Lines from a pipe or a file.
  record OfLines(BufferedReader in, PrintStream out) implements Terminal {
    @Override
    public Optional<String> line(String prompt) throws IOException {
      return secret(prompt).map(String::strip);
    }

    @Override
    public Optional<String> secret(String prompt) throws IOException {
      out.print(prompt);
      out.flush();
      Optional<String> line = Optional.ofNullable(in.readLine());
      out.println();
      return line;
    }
  }
}
