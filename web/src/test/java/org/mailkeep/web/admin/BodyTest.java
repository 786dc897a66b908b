package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.admin.FieldChange;
import org.mailkeep.admin.FieldChange.Action;
import org.mailkeep.admin.FieldValue;

class BodyTest {
  @Test
  void membersBecomeChangesThatSet() {
    assertEquals(
        List.of(
            FieldChange.set("name", new FieldValue.Text("jane")),
            FieldChange.set("quota", new FieldValue.Whole(5)),
            FieldChange.set("enabled", new FieldValue.Flag(true)),
            FieldChange.set("emails", new FieldValue.Texts(List.of("a", "b"))),
            FieldChange.set("roles", new FieldValue.Nothing()),
            FieldChange.set("x", new FieldValue.Other()),
            FieldChange.set("y", new FieldValue.Other()),
            FieldChange.set("z", new FieldValue.Other())),
        read("""
        {"name": "jane", "quota": 5, "enabled": true, "emails": ["a", "b"],
         "roles": null, "x": {}, "y": 1.5, "z": [1]}
        """)
            .members());
  }

  @Test
  void severalObjectsAreReadUpToSoMany() {
    assertEquals(
        List.of(
            List.of(FieldChange.set("name", new FieldValue.Text("a"))),
            List.of(FieldChange.set("name", new FieldValue.Text("b")))),
        read("[{\"name\": \"a\"}, {\"name\": \"b\"}]").objects(2));
    for (String wrong : List.of("{}", "[]", "[1]", "[{}, {}, {}]")) {
      var problem = assertThrows(ProblemException.class, () -> read(wrong).objects(2)).problem();
      assertEquals(400, problem.status(), wrong);
    }
  }

  @Test
  void changesAreReadWithTheirPlace() {
    assertEquals(
        List.of(
            new FieldChange("/0/value", Action.SET, "name", new FieldValue.Text("x")),
            new FieldChange("/1/value", Action.ADD_ITEM, "emails", new FieldValue.Text("y")),
            new FieldChange("/2/value", Action.REMOVE_ITEM, "roles", new FieldValue.Nothing())),
        read("""
        [{"action": "set", "field": "name", "value": "x"},
         {"action": "addItem", "field": "emails", "value": "y"},
         {"action": "removeItem", "field": "roles", "value": null}]
        """)
            .changes());
    assertEquals(List.of(), read("[]").changes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]|/0",
        "[{}]|/0/action",
        "[{\"action\": \"add\", \"field\": \"x\", \"value\": 1}]|/0/action",
        "[{\"action\": \"set\", \"field\": 1, \"value\": 1}]|/0/field",
        "[{\"action\": \"set\", \"field\": \"x\"}]|/0/value",
        "[{\"action\": \"set\", \"field\": \"x\", \"value\": 1, \"extra\": 1}]|/0/extra"
      })
  void aChangeThatIsNoneIsToldWithItsPlace(String json, String pointer) {
    var problem = assertThrows(ProblemException.class, () -> read(json).changes()).problem();
    assertEquals(422, problem.status());
    assertEquals(pointer, problem.errors().getFirst().pointer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|no JSON",
        "{\"a\": tru}|line 1",
        "{\"a\": 1} x|line 1",
        "{} {}|line 1",
        "{\"a\":\u0001}|line 1",
        "'{\"a\": \"x'|no JSON",
        "nonsense|line 1"
      })
  void whatIsNoJsonIsToldWithItsPlace(String json, String place) {
    var problem = assertThrows(ProblemException.class, () -> read(json)).problem();
    assertEquals(400, problem.status());
    assertTrue(problem.detail().contains("no JSON"), problem.detail());
    assertTrue(problem.detail().contains(place), problem.detail());
  }

  @Test
  void nestingWithoutEndIsRefused() {
    String deep = "[".repeat(100_000);
    assertEquals(400, assertThrows(ProblemException.class, () -> read(deep)).problem().status());
  }

  @Test
  void aNumberOfAnySizeIsOnlyWrong() {
    assertEquals(
        List.of(FieldChange.set("quota", new FieldValue.Other())),
        read("{\"quota\": 1e99999}").members());
    assertEquals(
        List.of(FieldChange.set("quota", new FieldValue.Whole(1_000))),
        read("{\"quota\": 1e3}").members());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "\"x\"", "null"})
  void anObjectIsWanted(String json) {
    assertEquals(
        400, assertThrows(ProblemException.class, () -> read(json).members()).problem().status());
  }

  @Test
  void textsAreTheKnownOnesOnly() {
    assertEquals(
        "x", read("{\"description\": \"x\"}").texts("description").getString("description"));
    assertTrue(read("").texts("description").isEmpty());
    var problem =
        assertThrows(
                ProblemException.class,
                () -> read("{\"description\": 1, \"colour\": \"red\"}").texts("description"))
            .problem();
    assertEquals(
        List.of("/description", "/colour"),
        problem.errors().stream().map(error -> error.pointer()).toList());
  }

  @Test
  void aBodyIsBounded() {
    var body = new ByteArrayInputStream("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        413, assertThrows(ProblemException.class, () -> Body.read(body, 7)).problem().status());
  }

  @Test
  void aBodyThatEndsEarlyIsMalformed() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] octets, int offset, int length) throws IOException {
            throw new IOException("reset");
          }
        };
    assertEquals(
        400, assertThrows(ProblemException.class, () -> Body.read(broken, 7)).problem().status());
  }

  private static Body read(String json) {
    byte[] octets = json.getBytes(StandardCharsets.UTF_8);
    return Body.read(new ByteArrayInputStream(octets), 1 << 20);
  }
}
