package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void aQuestionMayDependOnAnother() {
    Question question = Question.optional(Things.HOST).with(Things.TLS);
    assertEquals(Things.TLS, question.with().orElseThrow());
  }
}
