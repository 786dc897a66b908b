package org.mailkeep.benchmarks;

import java.util.List;

/// One thing to do to a mail server, and what is measured of it.
interface Load {
  /// What it is called, as the command names it.
  String name();

  /// Runs it against a system that is up, warm-up included.
  List<Result> run(MailSystem system) throws Exception;
}
