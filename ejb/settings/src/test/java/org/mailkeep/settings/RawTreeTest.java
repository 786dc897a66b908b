package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.TreeReader.Surroundings;

/// Settings whose value is more than one line of a file.
class RawTreeTest {
  /// Prints trees, and refuses what holds `bad`, with where it stands.
  static final class Trees {
    private static final ValueType<String> SHAPE =
        ValueType.ofTree("shape", "a good shape", Trees::read, text -> text);
    static final Setting<String> TREE =
        Setting.of("tree", SHAPE).formerly("old.tree").says("A tree.");
    static final Setting<String> OTHER = Setting.of("other.<id>", SHAPE).says("Others.");
    static final Setting<String> PLAIN = Setting.text("tree.plain").says("Has its own setting.");

    private Trees() {}

    private static Optional<String> read(RawTree tree, Surroundings file) {
      if (tree.at("ask").isPresent()) {
        return Optional.of("asked " + file.find(OTHER, "a").map(Trees::shape).orElse("nobody"));
      }
      String shape = shape(tree);
      tree.at("bad").ifPresent(bad -> file.problem(bad, "is bad", Optional.of("good")));
      return shape.contains("wrong") ? Optional.empty() : Optional.of(shape);
    }

    private static String shape(RawTree tree) {
      return tree.value().map(RawTreeTest::shown).orElse("")
          + (tree.below().isEmpty()
              ? ""
              : tree.below().entrySet().stream()
                  .map(e -> (tree.isList() ? "" : e.getKey() + "=") + shape(e.getValue()))
                  .collect(
                      Collectors.joining(
                          ",", tree.isList() ? "[" : "{", tree.isList() ? "]" : "}")));
    }
  }

  private static String shown(RawValue raw) {
    String items = String.join("|", raw.items().stream().map(Scalar::text).toList());
    return raw.list() ? "(" + items + ")" : items;
  }

  private static ConfigurationReader.Reading read(String toml, Overrides overrides) {
    return new ConfigurationReader(
            SettingsCatalogue.of(Trees.class), Sources.of(_ -> Optional.of("env"), overrides))
        .read("file", toml);
  }

  private static String good(String toml) {
    return switch (read(toml, Overrides.none())) {
      case ConfigurationReader.Accepted(var configuration) -> configuration.get(Trees.TREE);
      case ConfigurationReader.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private static String bad(String toml) {
    var refused = assertInstanceOf(ConfigurationReader.Refused.class, read(toml, Overrides.none()));
    return refused.problems().getFirst().toString();
  }

  @Test
  void plainValuesListsAndTablesKeepTheirShape() {
    assertEquals("x", good("tree = 'x'"));
    assertEquals("(1|2)", good("tree = [1, 2]"));
    assertEquals("()", good("tree = []"));
    assertEquals(
        "[{a=1,b=(x|y)},{c=true}]", good("tree = [{ a = 1, b = ['x', 'y'] }, { c = true }]"));
    assertEquals("[{a=[{b=1}]}]", good("[[tree]]\n[[tree.a]]\nb = 1"));
    assertEquals("{a={b=1}}", good("tree.a.b = 1"));
    assertEquals("{a=1}", good("old.tree.a = 1"));
  }

  @Test
  void numbersAreInTheirOrder() {
    String many = "tree.10.a = 'k'\ntree.9.a = 'j'\ntree.0001.a = 'b'";
    assertEquals("[{a=b},{a=j},{a=k}]", good(many));
  }

  @Test
  void whatStandsInAValueIsPutInItsPlace() {
    assertEquals("[{a=env}]", good("tree = [{ a = '%{env:X}%' }]"));
    assertEquals(
        "file:1: tree: %{nope}% cannot be found or read", bad("tree = [{ a = '%{nope}%' }]"));
  }

  @Test
  void theRestOfTheFileCanBeAsked() {
    assertEquals("asked {x=1}", good("tree.ask = 1\nother.a.x = 1"));
    assertEquals("asked nobody", good("tree.ask = 1"));
  }

  @Test
  void problemsStandWhereTheReaderSaysSo() {
    assertEquals("file:3: tree: is bad; did you mean good?", bad("\n[tree]\nbad = 1"));
    assertEquals("file:1: tree: wrong is not a good shape", bad("tree = 'wrong'"));
    assertEquals("file:1: tree: a table is not a good shape", bad("tree = [{ a = 'wrong' }]"));
  }

  @Test
  void aTreeIsGivenOnce() {
    assertEquals("file:2: tree: given twice, at file:1 before", bad("tree.a = 1\nold.tree.b = 2"));
  }

  @Test
  void aKeyBelowThatHasASettingIsNotPartOfIt() {
    var accepted =
        assertInstanceOf(
            ConfigurationReader.Accepted.class,
            read("tree.a = 1\ntree.plain = 'x'", Overrides.none()));
    assertEquals("{a=1}", accepted.configuration().get(Trees.TREE));
    assertEquals("x", accepted.configuration().get(Trees.PLAIN));
  }

  @Test
  void anOverrideReplacesAll() {
    var accepted =
        assertInstanceOf(
            ConfigurationReader.Accepted.class,
            read(
                "tree = [{ a = 1 }]",
                key -> key.equals("tree") ? Optional.of("a, b") : Optional.empty()));
    assertEquals("a, b", accepted.configuration().get(Trees.TREE));
    assertEquals(List.of(), accepted.configuration().ids("other"));
  }
}
