package org.mailkeep.benchmarks;

import java.util.List;

/// From `start` to ready, with the archive built: a new instance, and one that was there.
record StartLoad() implements Load {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Result> run(MailSystem system) throws Exception {
    if (!(system instanceof Mailkeep mailkeep)) {
      return List.of();
    }
    double first = mailkeep.firstStartSeconds();
    mailkeep.stop();
    double again = mailkeep.launch();
    return List.of(
        Result.of("start to ready", system).with("new instance s", first).with("again s", again));
  }
}
