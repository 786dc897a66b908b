package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ReleaseTest {
  @Test
  void hasTheVersionOfTheBuild() {
    String version = Release.version();
    assertTrue(version.matches("\\d+(\\.\\d+)+(-[0-9A-Za-z.-]+)?"), version);
  }
}
