package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DomainFileTest {

  private static final Listener HTTP =
      new Listener("http", "http", "127.0.0.1", 18080, Listener.Encryption.NONE);
  private static final Listener HTTPS =
      new Listener("https", "https", "::1", 10443, Listener.Encryption.IMPLICIT);

  @TempDir Path folder;

  private Path file = Path.of("domain.xml");

  @BeforeEach
  void copyTheTemplate() throws IOException {
    String house = System.getProperty("house", "../..");
    file = folder.resolve("domain.xml");
    Files.copy(Path.of(house, "config/payara/domain.xml"), file);
  }

  private void write(int console, Listener... listeners) throws IOException {
    DomainFile domain = DomainFile.read(file);
    domain.listeners(List.of(listeners));
    domain.console(console);
    domain.write();
  }

  @Test
  void listenersAreWrittenWithTheirProtocols() throws IOException {
    write(14848, HTTP, HTTPS);
    String xml = Files.readString(file);
    assertTrue(xml.contains("network-listeners=\"mailkeep-http,mailkeep-https\""), xml);
    assertTrue(xml.contains("address=\"::1\""), xml);
    assertTrue(xml.contains("cert-nickname=\"mailkeep\""), xml);
    assertEquals(14848, DomainFile.read(file).console());
  }

  @Test
  void thoseThatAreGoneAreTakenOutAndAnAdministratorsStay() throws IOException {
    String own =
        "<network-listener name=\"mine\" address=\"127.0.0.1\" port=\"9\" protocol=\"mine\"/>";
    Files.writeString(
        file,
        Files.readString(file)
            .replace("network-listeners=\"\"", "network-listeners=\"mine\"")
            .replace("<network-listeners>", "<network-listeners>" + own));
    write(14848, HTTP, HTTPS);
    write(15848, HTTP);
    String xml = Files.readString(file);
    assertTrue(xml.contains("network-listeners=\"mailkeep-http,mine\""), xml);
    assertTrue(xml.contains("name=\"mine\""), xml);
    assertFalse(xml.contains("mailkeep-https"), xml);
    assertEquals(15848, DomainFile.read(file).console());
  }

  @Test
  void aFileThatNeedNotChangeIsLeftAlone() throws IOException {
    write(14848, HTTP);
    write(14848, HTTP);
    var before = Files.readAttributes(file, BasicFileAttributes.class);
    write(14848, HTTP);
    var after = Files.readAttributes(file, BasicFileAttributes.class);
    assertEquals(before.fileKey(), after.fileKey());
  }

  @Test
  void anApplicationThatWasUndeployedIsPutBack() throws IOException {
    DomainFile template = DomainFile.read(file);
    String before = Files.readString(file);
    assertFalse(template.application(template), "it is there");
    Files.writeString(
        file,
        before
            .replaceFirst("<application-ref ref=\"mailkeep\"[^>]*/>", "")
            .replaceFirst("(?s)<application object-type.*</application>", ""));
    assertFalse(Files.readString(file).contains("mailkeep-services.jar"));
    DomainFile domain = DomainFile.read(file);
    assertTrue(domain.application(template));
    domain.write();
    String xml = Files.readString(file);
    assertTrue(xml.contains("<application-ref ref=\"mailkeep\""), xml);
    assertTrue(xml.contains("mailkeep-services.jar"), xml);
    assertFalse(DomainFile.read(file).application(template));
  }

  @Test
  void anApplicationThatWasDisabledIsEnabled() throws IOException {
    DomainFile template = DomainFile.read(file);
    String before = Files.readString(file);
    Files.writeString(
        file, before.replace("<application-ref ", "<application-ref enabled=\"false\" "));
    DomainFile domain = DomainFile.read(file);
    assertTrue(domain.application(template));
    domain.write();
    assertFalse(Files.readString(file).contains("<application-ref enabled"));
  }

  @Test
  void theOptionsOfTheMachineAreRead() throws IOException {
    List<String> options = DomainFile.read(file).machineOptions();
    assertTrue(options.contains("-Dmailkeep.instance=@instance@"), options.toString());
    assertTrue(options.stream().allMatch(option -> option.startsWith("-")), options.toString());
  }
}
