package org.mailkeep.closing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads what Surefire and Failsafe report of a module.
///
/// @param began when the build did: reports of earlier builds do not count
record Reports(Instant began) {
  private static final List<String> FOLDERS =
      List.of("target/surefire-reports", "target/failsafe-reports");

  /// The suites of a module that ran in this build.
  List<Suite> of(Path house, String module) throws IOException {
    List<Suite> suites = new ArrayList<>();
    for (String name : FOLDERS) {
      Path folder = house.resolve(module).resolve(name);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, "TEST-*.xml")) {
        for (Path report : reports) {
          if (!Files.getLastModifiedTime(report).toInstant().isBefore(began)) {
            suites.add(suite(module, report));
          }
        }
      }
    }
    return suites;
  }

  private static Suite suite(String module, Path report) throws IOException {
    try (InputStream octets = Files.newInputStream(report)) {
      var factory = XMLInputFactory.newFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      XMLStreamReader xml = factory.createXMLStreamReader(octets);
      return suite(module, xml);
    } catch (XMLStreamException e) {
      throw new IOException(report + " cannot be read", e);
    }
  }

  private static Suite suite(String module, XMLStreamReader xml) throws XMLStreamException {
    String name = "";
    int tests = 0;
    double seconds = 0;
    String test = "";
    List<Suite.Skip> skipped = new ArrayList<>();
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "testsuite" -> {
          name = attribute(xml, "name");
          tests = Integer.parseInt(attribute(xml, "tests"));
          seconds = Double.parseDouble(attribute(xml, "time").replace(",", ""));
        }
        case "testcase" -> test = attribute(xml, "name");
        case "skipped" -> skipped.add(new Suite.Skip(test, attribute(xml, "message")));
        default -> {}
      }
    }
    return new Suite(module, name.substring(name.lastIndexOf('.') + 1), tests, skipped, seconds);
  }

  private static String attribute(XMLStreamReader xml, String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
  }
}
