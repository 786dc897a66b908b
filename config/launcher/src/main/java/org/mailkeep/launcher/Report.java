package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/// What an operator wants to know of a server that runs: where it listens, where the console and
/// the API are, and the first password.
record Report(InstanceFolder instance, Addresses addresses) {

  /// Prints it.
  void print(PrintStream out, String elapsed) throws IOException {
    out.println();
    out.println("Mailkeep is ready (" + elapsed + ").");
    out.println();
    Table table = new Table("listener", "protocol", "address", "TLS");
    for (Listener listener : addresses.all()) {
      table.row(listener.id(), listener.protocol(), listener.endpoint(), listener.tls());
    }
    table.print(out);
    out.println();
    addresses.nearest().ifPresent(http -> out.println("API             " + http.url() + "/api"));
    out.println(
        "Server console  http://127.0.0.1:"
            + addresses.console()
            + "  (admin, password in "
            + instance.consolePassword()
            + ")");
    out.println("Instance        " + instance.home());
    out.println("Log             " + instance.eventLog());
    out.println("Server log      " + instance.log());
    if (Files.exists(instance.initialPassword())) {
      out.println();
      out.println("Administrator: admin, password " + Secrets.read(instance.initialPassword()));
      out.println("(also in " + instance.initialPassword() + " until you change it)");
    }
  }
}
