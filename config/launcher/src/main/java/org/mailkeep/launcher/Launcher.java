package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.Environment;

/// Where `config/mailkeep` enters: finds the command, runs it, turns its failure into words and an
/// exit status.
public final class Launcher {

  private static final Set<String> COMMON = Set.of("instance");
  private static final Set<String> COMMON_FLAGS = Set.of("help");

  private final Environment environment;
  private final PrintStream out;
  private final PrintStream err;

  Launcher(Environment environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /// Runs one command and exits with its status.
  public static void main(String[] line) {
    System.exit(new Launcher(Environment.system(), System.out, System.err).run(List.of(line)));
  }

  /// Runs one command.
  ///
  /// @return the exit status: 0 when it was done, 2 when it was called wrongly, 3 when what it
  ///   began was cancelled, else 1
  int run(List<String> line) {
    try {
      execute(line);
      return 0;
    } catch (Failure e) {
      err.println("mailkeep: " + e.getMessage());
      e.hints().forEach(hint -> err.println("  " + hint));
      return e.status();
    } catch (IOException e) {
      err.println("mailkeep: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void execute(List<String> line) throws Failure, IOException, InterruptedException {
    List<String> rest = commandFirst(line);
    String name = rest.isEmpty() || rest.getFirst().startsWith("-") ? "help" : rest.getFirst();
    Command command =
        Commands.find(name)
            .orElseThrow(
                () -> Failure.usage("unknown command " + name + "; see config/mailkeep help"));
    var flags = new HashSet<>(command.flags());
    flags.addAll(COMMON_FLAGS);
    List<String> words = rest.isEmpty() ? rest : rest.subList(1, rest.size());
    if (command.passesOn()) {
      command.run(context(Arguments.none()), new Arguments(words, Map.of()));
      return;
    }
    Arguments arguments = Arguments.parse(words, flags);
    if (arguments.has("help")) {
      out.println(command.usage());
      return;
    }
    var known = new HashSet<>(flags);
    known.addAll(command.options());
    known.addAll(COMMON);
    arguments.allow(known);
    command.run(context(arguments), arguments);
  }

  /// `--instance DIR` may stand before the command.
  private static List<String> commandFirst(List<String> line) {
    if (line.size() > 2 && line.getFirst().equals("--instance")) {
      var turned = new ArrayList<>(line.subList(2, line.size()));
      turned.addAll(line.subList(0, 2));
      return turned;
    }
    return line;
  }

  private Context context(Arguments arguments) throws Failure {
    String home = System.getProperty("mailkeep.home");
    if (home == null) {
      throw Failure.of("mailkeep.home is not set", "run config/mailkeep");
    }
    Project project = new Project(Path.of(home));
    Path instance =
        arguments
            .option("instance")
            .or(() -> Optional.ofNullable(environment.get("MAILKEEP_INSTANCE")))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .orElseGet(project::defaultInstance);
    return new Context(project, new InstanceFolder(instance), environment, System.in, out, err);
  }
}
