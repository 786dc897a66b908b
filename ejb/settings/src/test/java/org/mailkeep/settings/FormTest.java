package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormTest {
  private enum Kind {
    LARGE_ONE,
    SMALL
  }

  private static final class Things {
    static final Setting<String> HOST = Setting.text("thing.<id>.host").says("Where.");
    static final Setting<String> POOL = Setting.text("thing.<id>.pool").says("Which pool.");
    static final Setting<Boolean> TLS = Setting.bool("thing.<id>.tls").or(false).says("Whether.");
    static final Form LARGE =
        Form.of("thing", Kind.LARGE_ONE, Question.required(HOST), Question.optional(TLS))
            .unless(POOL);
    static final Form SMALL = Form.of("thing", Kind.SMALL);
    static final Form ELSE = Form.of("other", Kind.SMALL);

    private Things() {}
  }

  private static List<String> problems(String toml) {
    var problems = new ArrayList<String>();
    Things.LARGE.check(
        Configuration.of(toml, Things.class), "t", problem -> problems.add(problem.toString()));
    return problems;
  }

  @Test
  void aCatalogueKnowsTheFormsOfATable() {
    var catalogue = SettingsCatalogue.of(Things.class);
    assertEquals(List.of(Things.LARGE, Things.SMALL), catalogue.forms("thing"));
    assertEquals("large-one", Things.LARGE.kind());
    assertEquals(List.of(Things.ELSE), catalogue.forms("other"));
  }

  @Test
  void whatIsRequiredAndNotGivenIsAProblem() {
    assertEquals(List.of(), problems("thing.t.host = \"h\""));
    assertEquals(List.of(), problems("thing.t.pool = \"p\""));
    List<String> problems = problems("thing.t.tls = true");
    assertEquals(1, problems.size());
    assertEquals(
        "thing.t.host: a thing of type large-one needs it",
        problems.getFirst().substring(problems.getFirst().indexOf("thing.")));
  }

  @Test
  void whatIsAskedOnlySometimesIsNotNeededAlways() {
    var form =
        Form.of(
            "thing",
            Kind.SMALL,
            Question.required(Things.HOST).without(Things.POOL),
            Question.required(Things.POOL).with(Things.TLS));
    var problems = new ArrayList<String>();
    form.check(
        Configuration.of("thing.t.tls = true", Things.class),
        "t",
        problem -> problems.add(problem.toString()));
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @CsvSource({
    "given, , false",
    "given, false, false",
    "given, true, true",
    "missing, , true",
    "missing, false, true",
    "missing, true, false",
    "word, , false",
    "word, '\"other\"', false",
    "word, '\"word\"', true",
    "begins, , false",
    "begins, '\"Tls:x\"', true",
    "begins, '\"tl\"', false",
    "begins, '\"no tls:\"', false",
    "not, '\"tls:\"', false",
    "not, , true",
    "either, '\"tls:x\"', true",
    "either, '\"word\"', true",
    "either, '\"x\"', false"
  })
  void aQuestionMayDependOnAnother(String condition, String answer, boolean asked) {
    Question question = Question.optional(Things.HOST);
    var begins = new Question.Begins(Things.POOL, "tls:");
    Question dependent =
        switch (condition) {
          case "given" -> question.with(Things.POOL);
          case "missing" -> question.without(Things.POOL);
          case "begins" -> question.when(begins);
          case "not" -> question.when(new Question.Not(begins));
          case "either" ->
              question.when(new Question.Either(begins, new Question.Equal(Things.POOL, "word")));
          default -> question.with(Things.POOL, condition);
        };
    Function<Setting<?>, Optional<String>> answers =
        setting -> setting == Things.POOL ? Optional.ofNullable(answer) : Optional.of("true");
    assertEquals(asked, dependent.condition().orElseThrow().holds(answers));
  }

  @Test
  void aQuestionIsNamedByTheKeyBelowTheId() {
    Setting<String> query = Setting.text("thing.<id>.query.<query>").says("What.");
    assertEquals("host", Question.required(Things.HOST).name());
    assertEquals("query.all", Question.required(query).at("all").name());
  }

  @Test
  void aFormMayOfferAnotherAnswerOrAskLess() {
    assertEquals(
        List.of(Optional.of("here"), Optional.empty()),
        Things.LARGE.proposing(Things.HOST, "here").questions().stream()
            .map(Question::proposal)
            .toList());
    assertEquals(
        List.of(Question.optional(Things.TLS)), Things.LARGE.without(Things.HOST).questions());
  }
}
