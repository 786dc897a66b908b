package org.mailkeep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final Table TABLE =
      new Table(
          List.of(
              new Result("smtp", "Ours", Map.of("msg/s", 1200.0)),
              new Result("smtp", "Theirs", Map.of("msg/s", 400.0)),
              new Result("start", "Ours", Map.of("s", 9.5))),
          true);

  @Test
  void twoSystemsStandSideBySideWithTheirRatio() {
    assertEquals(
        """
        | Load | Figure | Ours | Theirs | Ratio |
        |---|---|--:|--:|--:|
        | smtp | msg/s | 1,200 | 400 | 3.00 |
        | start | s | 9.50 |  |  |
        """,
        TABLE.markdown());
  }

  @Test
  void jsonHasEachFigure() {
    assertTrue(
        TABLE
            .json()
            .contains(
                "{\"load\": \"smtp\", \"system\": \"Theirs\", \"figures\": {\"msg/s\": 400.0}}"));
  }
}
