package org.mailkeep.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/// Packages of the application server's modules that the application uses, named before the server
/// starts.
///
/// The server finds each package of its modules for the application when a class of it is first
/// asked for, and works all dependencies out anew each time: a fifth of the computing of a start. A
/// fragment of the module that applications see the others through (OSGi Core 8 §3.14) imports them
/// all at once instead. Every import is optional, and a package that the list does not have is
/// found as before.
final class Wiring {
  private static final String HOST = "GlassFish-Application-Common-Module";

  private final Path list;

  /// @param list one package a line, after it the symbolic name of its module where several have
  ///   the package; lines that start with `#` are comments
  Wiring(Path list) {
    this.list = list;
  }

  /// Puts the fragment among the server's modules, when it is not there as it should be.
  ///
  /// @param modules the folder of the server's modules
  void bring(Path modules) throws IOException {
    byte[] wanted = fragment();
    Path there = modules.resolve("mailkeep-wiring.jar");
    if (!Files.exists(there) || !Arrays.equals(Files.readAllBytes(there), wanted)) {
      Path fresh = Files.write(modules.resolve("mailkeep-wiring.new"), wanted);
      Files.move(fresh, there, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private byte[] fragment() throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "org.mailkeep.wiring");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Fragment-Host", HOST);
    main.putValue("Import-Package", imports());
    var content = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(content)) {
      var entry = new ZipEntry("META-INF/MANIFEST.MF");
      entry.setTime(0);
      jar.putNextEntry(entry);
      manifest.write(jar);
    }
    return content.toByteArray();
  }

  private String imports() throws IOException {
    return Files.readAllLines(list).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Wiring::required)
        .collect(Collectors.joining(","));
  }

  private static String required(String line) {
    String[] words = line.split("\\s+", 2);
    String module = words.length > 1 ? ";bundle-symbolic-name=\"" + words[1] + "\"" : "";
    return words[0] + module + ";resolution:=optional";
  }
}
