package org.mailkeep.closing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClosingTableTest {
  private static final Instant BEGAN = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant LATER = BEGAN.plusSeconds(60);
  private static final Instant EARLIER = BEGAN.minusSeconds(60);

  @TempDir Path house;

  private MadeUpBuild build;

  @BeforeEach
  void makeUp() throws IOException {
    build = MadeUpBuild.of(house, "ejb/store", "ear/tests", "web");
    build.compile("ejb/store", "PlainTest", List.of(), "one", "two");
    build.report("ejb/store", "surefire", "PlainTest", 30, "", LATER);
    build.compile("ear/tests", "DeployedTest", List.of(), "one", "two");
    build.report("ear/tests", "failsafe", "DeployedTest", 90, "", BEGAN);
  }

  private ClosingTable table(String excluded, int minutes) throws IOException {
    return table(excluded, minutes, new Pace(1));
  }

  private ClosingTable table(String excluded, int minutes, Pace pace) throws IOException {
    var time = new ClosingTable.Time(Duration.ofMinutes(3), Duration.ofMinutes(minutes), pace);
    return Closing.table(house, BEGAN, excluded, time);
  }

  @Test
  void aGoodBuildHasATableAndNoFault() throws IOException {
    ClosingTable table = table("servers", 3);
    assertEquals(
        """

        Module                            suites   tests   minutes
        ejb/store                              1       2      0.50
        ear/tests                              1       2      1.50
        tests, as if none were side by side                   2.00
        all, of 3 minutes                      2       4      3.00

        Slowest suites                             seconds
          ear/tests DeployedTest                              90.0
          ejb/store PlainTest                                 30.0

        Left out: nothing
        """,
        table.text());
    assertEquals(List.of(), table.faults());
  }

  @Test
  void aBuildThatTakesTooLongFails() throws IOException {
    assertEquals(
        List.of("3.0 minutes are more than the 2 that the build may take here (budget.minutes)"),
        table("servers", 2).faults());
  }

  @Test
  void aSlowMachineHasMoreTime() throws IOException {
    ClosingTable slow = table("servers", 2, new Pace(1.5));
    assertEquals(List.of(), slow.faults());
    assertTrue(
        slow.text()
            .contains(
                """
                all, of 3 minutes                      2       4      3.00
                1.50 times as slow a machine as the 2 minutes of the budget are for
                """),
        slow.text());
    assertEquals(1, table("servers", 2, new Pace(1.4)).faults().size());
  }

  @Test
  void whatATagLeavesOutIsNamedWithTheTag() throws IOException {
    build.compile("ejb/store", "WholeTest", List.of("slow", "servers"), "one");
    build.compile("ejb/store", "EachTest", List.of(), "#one", "#two");
    build.compile("ejb/store", "MixedTest", List.of(), "one", "#two");
    build.report("ejb/store", "surefire", "MixedTest", 1, "", LATER);
    ClosingTable table = table("servers", 3);
    String reason = "tag servers: the profile servers runs it";
    assertEquals(
        List.of(
            new LeftOut("ejb/store", "EachTest", reason, true),
            new LeftOut("ejb/store", "MixedTest: two", reason, true),
            new LeftOut("ejb/store", "WholeTest", reason, true)),
        table.out());
    assertEquals(List.of(), table.faults());
  }

  @Test
  void whatRunsInSpiteOfItsTagIsNotLeftOut() throws IOException {
    build.compile("ejb/store", "WholeTest", List.of("servers"), "one");
    build.report("ejb/store", "surefire", "WholeTest", 1, "", LATER);
    assertEquals(List.of(), table("servers", 3).out());
  }

  @Test
  void aClassWithAConditionMayStayAway() throws IOException {
    build.compileConditional("ejb/store", "LiveTest");
    assertEquals(
        List.of(new LeftOut("ejb/store", "LiveTest", "a condition of its own", true)),
        table("servers", 3).out());
  }

  @Test
  void inTheProfileWhatHasATagMustRun() throws IOException {
    build.compile("ejb/store", "WholeTest", List.of("servers"), "one");
    assertEquals(List.of("ejb/store WholeTest: there is no report of it"), table("", 3).faults());
    build.report("ejb/store", "surefire", "WholeTest", 1, "", LATER);
    assertEquals(List.of(), table("", 3).faults());
  }

  @Test
  void aReportOfAnEarlierBuildDoesNotCount() throws IOException {
    build.report("ejb/store", "surefire", "PlainTest", 30, "", EARLIER);
    ClosingTable table = table("servers", 3);
    assertEquals(1, table.suites().size());
    assertEquals(List.of("ejb/store PlainTest: there is no report of it"), table.faults());
  }

  @Test
  void whatSkipsItselfIsNamedInItsOwnWords() throws IOException {
    build.report("ejb/store", "surefire", "PlainTest", 30, "no cluster file", LATER);
    ClosingTable table = table("servers", 3);
    assertEquals(
        List.of(new LeftOut("ejb/store", "PlainTest: two", "no cluster file", true)), table.out());
    assertEquals(List.of(), table.faults());
  }
}
