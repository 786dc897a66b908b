package org.mailkeep.queue;

import java.io.IOException;
import java.io.OutputStream;

/// Writes delivery reports as messages.
@FunctionalInterface
interface ReportWriter {
  /// Writes a report, with the message that it is about or with its header.
  void write(Report report, ReportRules rules, OutputStream out) throws IOException;
}
