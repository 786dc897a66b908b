package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;

/// All that lies before the server's process: configuration, application server, domain, archive.
record Preparation(Project project, InstanceFolder instance, Domain domain, Progress progress) {

  /// Brings the instance up to date.
  ///
  /// @return what will listen
  Listeners prepare() throws IOException, Failure, InterruptedException {
    if (!Files.exists(instance.configuration()) && Files.exists(project.configuration())) {
      Files.copy(project.configuration(), instance.configuration());
      progress.say("Wrote the default configuration to " + instance.configuration());
    }
    Listeners listeners = Listeners.of(instance);
    if (!Files.exists(instance.payara())) {
      progress.step("Provisioning Payara", this::provision);
    }
    if (!domain.exists()) {
      progress.step("Making the domain", () -> domain.make(project.domainTemplate()));
    }
    domain.listen(listeners);
    if (!Files.exists(project.archive())) {
      throw Failure.of("there is no " + project.archive(), "run mvn -DskipTests package");
    }
    progress.step("Laying out the application", this::layOut);
    return listeners;
  }

  private void provision() throws IOException, Failure {
    if (!Files.exists(project.payara())) {
      throw Failure.of("there is no " + project.payara(), "run mvn -DskipTests package");
    }
    var fresh = instance.payara().resolveSibling("payara.new");
    Trees.delete(fresh);
    Trees.link(project.payara(), fresh);
    Files.move(fresh, instance.payara());
  }

  private void layOut() throws IOException {
    if (new Archive(project.archive()).layOut(instance.application())) {
      Trees.delete(instance.domain().resolve("generated"));
    }
  }
}
