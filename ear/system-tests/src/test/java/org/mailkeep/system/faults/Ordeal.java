package org.mailkeep.system.faults;

import java.io.PrintStream;

/// Faults of a server's stores, one after the other, while mail flows. After each it must heal by
/// itself.
///
/// @param name of what is troubled, for the log
record Ordeal(String name, House house, Traffic traffic) {
  private static final PrintStream OUT = System.out;

  /// A fault.
  @FunctionalInterface
  interface Fault {
    /// Comes and goes.
    void befall() throws Exception;
  }

  /// Lets a fault come and go, and waits until the server is ready and takes mail.
  void step(String what, Fault fault) throws Exception {
    long start = System.nanoTime();
    fault.befall();
    House.awaitAnswer(house.server()::readiness, answer -> answer.startsWith("200 "));
    traffic.awaitSuccess();
    double seconds = (System.nanoTime() - start) / 1e9;
    OUT.printf("%s, %s: %.1f s, %s%n", name, what, seconds, traffic.count());
  }

  /// Clients are told to come back later.
  void assertRefused() {
    traffic.awaitRefusal();
  }

  /// The server says that it is not ready, and why.
  ///
  /// @param words that the reason has
  void assertNotReady(String... words) throws Exception {
    House.awaitAnswer(
        house.server()::readiness,
        answer -> {
          boolean told = answer.startsWith("503 ");
          for (String word : words) {
            told &= answer.contains(word);
          }
          return told;
        });
    OUT.println(name + ": " + house.server().readiness());
  }

  /// In the end nobody was told anything wrong, nothing is lost, and the queue is empty.
  void end() throws Exception {
    traffic.finish();
    house.awaitNothingLost();
    House.awaitAnswer(house::queue, answer -> answer.contains("\"items\":[]"));
  }
}
