package org.mailkeep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessTreeTest {
  @Test
  void timeOfReapedChildrenCounts() throws IOException, InterruptedException {
    var tree = new ProcessTree(List.of(ProcessHandle.current().pid()));
    double before = tree.cpuMillis();
    Shell.run("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done");
    assertTrue(tree.cpuMillis() - before >= 50, "a busy child costs time");
    assertTrue(tree.residentMib() > 10);
  }

  @Test
  void aTreeThatIsGoneCostsNothing() throws IOException {
    assertEquals(0, new ProcessTree(List.of(Long.MAX_VALUE)).cpuMillis());
  }
}
