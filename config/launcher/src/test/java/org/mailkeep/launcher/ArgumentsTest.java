package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {

  private static Arguments parse(String... line) throws Failure {
    return Arguments.parse(List.of(line), Set.of("follow", "password-stdin"));
  }

  @Test
  void wordsOptionsAndFlagsMayStandInAnyOrder() throws Failure {
    Arguments arguments = parse("create", "--name", "Jane Doe", "jane@example.org", "--quota=1g");
    assertEquals(List.of("create", "jane@example.org"), arguments.words());
    assertEquals(Optional.of("Jane Doe"), arguments.option("name"));
    assertEquals(Optional.of("1g"), arguments.option("quota"));
    assertTrue(parse("--password-stdin", "create").has("password-stdin"));
    assertTrue(parse("-f").has("follow"));
    assertFalse(parse("create").has("follow"));
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    var failure = assertThrows(Failure.class, () -> parse("create", "--name"));
    assertEquals("--name wants a value", failure.getMessage());
    assertEquals(2, failure.status());
  }

  @Test
  void aMissingWordIsNamed() throws Failure {
    Arguments arguments = parse("create");
    assertEquals("create", arguments.word(0, "what to do"));
    var failure = assertThrows(Failure.class, () -> arguments.word(1, "an address"));
    assertEquals("missing: an address", failure.getMessage());
    assertEquals(List.of(), arguments.rest().words());
  }

  @Test
  void anUnknownOptionIsRefused() throws Failure {
    Arguments arguments = parse("--nmae", "x");
    var failure = assertThrows(Failure.class, () -> arguments.allow(Set.of("name")));
    assertEquals("unknown option --nmae", failure.getMessage());
  }
}
