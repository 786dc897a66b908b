package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.services.Catalogue;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.services.ConfigurationTrial.Outcome;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Sources;
import org.mailkeep.store.api.StoreSettings.Role;

/// Asks what a new instance shall keep where, tries it, and writes `mailkeep.toml`.
final class Setup implements Command {
  private final Trial trial;

  /// Finds out whether the stores and directories of a configuration work.
  @FunctionalInterface
  interface Trial {
    /// @param text the configuration
    /// @return a finding for each
    List<Finding> of(Context context, String text)
        throws Failure, IOException, InterruptedException;
  }

  /// Tries them really.
  Setup() {
    this(Setup::tryOut);
  }

  Setup(Trial trial) {
    this.trial = trial;
  }

  @Override
  public String name() {
    return "setup";
  }

  @Override
  public String summary() {
    return "choose stores and directory, try them, and write mailkeep.toml";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep setup [--yes] [--force] [--untried] [--ROLE KIND] [--ROLE.KEY VALUE] ...
                             [--directory KIND] [--directory.KEY VALUE] ...

    Asks which store serves each role (%s) and which directory authenticates,
    tries every store and the directory, and writes mailkeep.toml: the commented default with the
    answers in it. Options answer questions; KEY is any key of `store.<id>` or `directory.<id>` in
    .github/SETTINGS.md, with what a form asks for: `query.name`, `principals.0.email`.

    --yes            ask nothing: the embedded store, or what options say
    --ROLE KIND      the kind of store that a role gets; the data role's unless told
    --ROLE.KEY       a setting of that store: --data.host db.example.org
    --ROLE.KEY-stdin, --ROLE.KEY-env NAME, --ROLE.KEY-file PATH
                     a secret: a line of the input, or where the server finds it at each start
    --directory KIND who authenticates: %s
    --directory.KEY  a setting of the directory, secrets as above: --directory.base-dn dc=example
    --untried        write without trying anything
    --force          replace a mailkeep.toml; the old one is kept beside it

    example: config/mailkeep setup --yes --data postgresql --data.host db.example.org \\
               --data.database mail --data.user mail --data.password-stdin --lookup redis \\
               --lookup.urls redis://redis.example.org:6379
             config/mailkeep setup --yes --directory ldap --directory.url ldaps://ldap.example.org \\
               --directory.base-dn dc=example,dc=org --directory.bind.dn cn=mail,dc=example,dc=org \\
               --directory.bind.secret-file /run/secrets/ldap\
    """
        .formatted(
            Arrays.stream(Role.values()).map(SetupOptions::word).collect(Collectors.joining(", ")),
            Catalogue.all().forms("directory").stream()
                .map(Form::kind)
                .collect(Collectors.joining(", ")));
  }

  @Override
  public Set<String> flags() {
    var flags = new HashSet<>(SetupOptions.plain());
    flags.addAll(List.of("yes", "force", "untried"));
    return flags;
  }

  @Override
  public Set<String> options() {
    return SetupOptions.valued();
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path file = context.instance().configuration();
    if (Files.exists(file) && !arguments.has("force")) {
      throw Failure.of("there is a " + file, "--force replaces it and keeps it beside the new one");
    }
    var terminal = Terminal.of(context);
    var questions =
        new SetupQuestions(
            SetupOptions.read(arguments, terminal),
            new Interview(
                arguments.has("yes") ? Optional.empty() : Optional.of(terminal), context.out()));
    context.instance().create();
    Trial chosen = arguments.has("untried") ? (_, _) -> List.of() : trial;
    String text = settled(context, questions, chosen);
    Optional<Path> old = SetupFile.write(file, text);
    context.out().println();
    context.out().println("Wrote " + file);
    old.ifPresent(kept -> context.out().println("The old one is now " + kept));
    context.out().println("Start the server: config/mailkeep start");
  }

  /// The configuration, once all of it works or the operator keeps it as it is.
  private static String settled(Context context, SetupQuestions questions, Trial trial)
      throws Failure, IOException, InterruptedException {
    String example = Files.readString(context.project().configuration());
    SetupFile answers = questions.ask();
    while (true) {
      String text = answers.text(example);
      List<ConfigurationProblem> problems = problems(context, text);
      if (!problems.isEmpty()) {
        answers = questions.correct(answers, senseless(context, questions, problems));
        continue;
      }
      List<Finding> findings = trial.of(context, text);
      tell(context.out(), findings);
      List<Finding> wrong =
          findings.stream().filter(finding -> finding.outcome() == Outcome.FAILS).toList();
      if (wrong.isEmpty()) {
        return text;
      }
      switch (next(questions.interview(), wrong)) {
        case "keep" -> {
          return text;
        }
        case "quit" -> throw Failure.of("nothing was written");
        default -> answers = questions.correct(answers, wrong);
      }
    }
  }

  private static String next(Interview interview, List<Finding> wrong) throws Failure, IOException {
    if (interview.terminal().isEmpty()) {
      throw Failure.of(
          "a " + wrong.getFirst().table() + " cannot be used; nothing was written",
          wrong.stream().map(Finding::words).toArray(String[]::new));
    }
    return interview.choose(
        "Correct the answers, keep them as they are, or quit?",
        List.of("correct", "keep", "quit"),
        "correct");
  }

  /// Answers that make no configuration, which the operator is to correct.
  ///
  /// @throws Failure when nobody can be asked about them, or the operator quits
  private static List<Finding> senseless(
      Context context, SetupQuestions questions, List<ConfigurationProblem> problems)
      throws Failure, IOException {
    List<Finding> findings =
        problems.stream().map(Setup::finding).flatMap(Optional::stream).toList();
    if (questions.interview().terminal().isEmpty() || findings.size() < problems.size()) {
      throw Failure.of(
          "the answers make no configuration; nothing was written",
          problems.stream().map(ConfigurationProblem::toString).toArray(String[]::new));
    }
    tell(context.out(), findings);
    String next =
        questions
            .interview()
            .choose("Correct the answers, or quit?", List.of("correct", "quit"), "correct");
    if (next.equals("quit")) {
      throw Failure.of("nothing was written");
    }
    return findings;
  }

  /// What a problem says of a store or directory; empty when it is about neither.
  private static Optional<Finding> finding(ConfigurationProblem problem) {
    String[] key = problem.key().split("\\.", 3);
    return key.length == 3 && SetupOptions.TABLES.containsValue(key[0])
        ? Optional.of(
            new Finding(key[0], key[1], Outcome.FAILS, problem.key() + ": " + problem.message()))
        : Optional.empty();
  }

  /// What the server would refuse when it reads the configuration.
  private static List<ConfigurationProblem> problems(Context context, String text) {
    var sources =
        Sources.of(
            name -> Optional.ofNullable(context.environment().get(name)), _ -> Optional.empty());
    String name = context.instance().configuration().toString();
    return new ConfigurationReader(Catalogue.all(), sources).read(name, text)
            instanceof ConfigurationReader.Refused(var problems)
        ? problems
        : List.of();
  }

  private static void tell(PrintStream out, List<Finding> findings) {
    for (Finding finding : findings) {
      String word =
          switch (finding.outcome()) {
            case WORKS -> "works";
            case FAILS -> "does not work: ";
            case UNTRIED -> "not tried: ";
          };
      String table = finding.table().equals("store") ? "" : finding.table() + " ";
      out.println("  " + table + finding.id() + ": " + word + finding.words());
    }
  }

  /// Has the archive's own code try them.
  private static List<Finding> tryOut(Context context, String text)
      throws Failure, IOException, InterruptedException {
    var archive = new Archive(context.project().archive());
    if (!Files.exists(archive.file())) {
      throw Failure.of("there is no " + archive.file(), "run mvn -DskipTests package");
    }
    context.out().println();
    context.out().println("Trying the stores and the directory ...");
    return new Tryout(archive, context.instance()).of(text);
  }
}
