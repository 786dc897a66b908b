package org.mailkeep.launcher;

/// Where `config/mailkeep` enters.
public final class Launcher {

  private Launcher() {}

  /// Runs one command.
  public static void main(String[] arguments) {
    System.exit(2);
  }
}
