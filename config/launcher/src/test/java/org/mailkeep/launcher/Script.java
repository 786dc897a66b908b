package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an operator and a command say to each other, as it stands on the screen: what the operator
/// types is in guillemets.
///
/// @param instance which the command is about
/// @param command which is run
/// @param environment of the command
record Script(Path instance, Command command, Map<String, String> environment) {
  private static final Pattern TYPED = Pattern.compile("«(.*)»");

  /// Plays a script; the command says each word of it.
  void play(String script, String... line) throws Exception {
    String typed = TYPED.matcher(script).results().map(Script::typed).collect(Collectors.joining());
    assertEquals(TYPED.matcher(script).replaceAll(""), said(typed, line));
  }

  /// Runs the command.
  ///
  /// @param input what it reads
  /// @return what it says, with `DIR` where the instance is meant
  String said(String input, String... line) throws Exception {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    var context =
        new Context(
            new Project(Path.of(System.getProperty("house", "../.."))),
            new InstanceFolder(instance),
            environment::get,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            print,
            print);
    Arguments arguments = Arguments.parse(List.of(line), command.flags());
    var known = new HashSet<>(command.flags());
    known.addAll(command.options());
    arguments.allow(known);
    command.run(context, arguments);
    return out.toString(StandardCharsets.UTF_8).replace(instance.toString(), "DIR");
  }

  private static String typed(MatchResult answer) {
    return answer.group(1) + "\n";
  }
}
