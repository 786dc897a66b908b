package org.mailkeep.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mailkeep.services.ConfigurationTrial;
import org.mailkeep.services.ConfigurationTrial.Finding;

/// Has [ConfigurationTrial] try a configuration, with the jars of the archive.
///
/// @param archive has the server's code and the drivers
/// @param instance whose configuration it will be
record Tryout(Archive archive, InstanceFolder instance) {
  private static final long PATIENCE = 120;
  private static final int TAIL = 10;

  /// Tries them.
  ///
  /// @param toml the configuration
  /// @throws Failure when the trial itself fails
  List<Finding> of(String toml) throws Failure, IOException, InterruptedException {
    Path folder = instance.scratch().resolve("setup");
    Files.createDirectories(folder);
    try {
      archive.layOut(folder.resolve("archive"));
      return findings(folder, toml);
    } finally {
      Trees.delete(folder);
    }
  }

  private List<Finding> findings(Path folder, String toml)
      throws Failure, IOException, InterruptedException {
    Path said = folder.resolve("said");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(line(folder))
            .directory(instance.home().toFile())
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(toml.getBytes(StandardCharsets.UTF_8));
    }
    boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0) {
      throw Failure.of(
          ended
              ? "the stores and directories cannot be tried"
              : "the stores and directories do not answer within " + PATIENCE + " s",
          Logs.tail(errors, TAIL).toArray(String[]::new));
    }
    return Files.readAllLines(said).stream().map(Finding::parse).flatMap(Optional::stream).toList();
  }

  private List<String> line(Path folder) throws IOException {
    Path opened = folder.resolve("archive");
    var jars = new ArrayList<String>(List.of(opened.resolve("lib") + "/*"));
    try (var modules = Files.newDirectoryStream(opened, "*_{jar,rar}")) {
      for (Path module : modules) {
        jars.add(module.toString());
        jars.add(module + "/*");
      }
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.io.tmpdir=" + folder,
        "-cp",
        String.join(File.pathSeparator, jars),
        ConfigurationTrial.class.getName(),
        instance.home().toString());
  }
}
