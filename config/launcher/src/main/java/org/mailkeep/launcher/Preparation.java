package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;

/// All that lies before the server's process: configuration, application server, domain, archive.
record Preparation(Context context, Domain domain, Progress progress) {

  /// Brings the instance up to date.
  ///
  /// @return what will listen
  Addresses prepare() throws IOException, Failure, InterruptedException {
    Project project = context.project();
    InstanceFolder instance = context.instance();
    if (!Files.exists(instance.configuration()) && Files.exists(project.configuration())) {
      Files.copy(project.configuration(), instance.configuration());
      progress.say("Wrote the default configuration to " + instance.configuration());
    }
    Addresses addresses = Addresses.of(instance, context.environment());
    new Vacancy(addresses).check();
    Trees.delete(instance.scratch());
    instance.create();
    if (!Files.exists(instance.payara())) {
      progress.step("Provisioning Payara", this::provision);
    }
    if (!domain.exists()) {
      progress.step("Making the domain", () -> domain.make(project.domainTemplate()));
    }
    if (domain.bring(addresses, project.domainTemplate())) {
      progress.say("The application had been undeployed or disabled; it is deployed again");
    }
    if (!Files.exists(project.archive())) {
      throw Failure.of("there is no " + project.archive(), "run mvn -DskipTests package");
    }
    project.classes().forgetOutdated();
    new Wiring(project.wiring()).bring(instance.payara().resolve("glassfish/modules"));
    progress.step("Laying out the application", this::layOut);
    return addresses;
  }

  private void provision() throws IOException, Failure {
    Project project = context.project();
    InstanceFolder instance = context.instance();
    if (!Files.exists(project.payara())) {
      throw Failure.of("there is no " + project.payara(), "run mvn -DskipTests package");
    }
    var fresh = instance.payara().resolveSibling("payara.new");
    Trees.delete(fresh);
    Trees.link(project.payara(), fresh);
    Files.move(fresh, instance.payara());
  }

  private void layOut() throws IOException {
    InstanceFolder instance = context.instance();
    if (new Archive(context.project().archive()).layOut(instance.application())) {
      Trees.delete(instance.domain().resolve("generated"));
    }
  }
}
