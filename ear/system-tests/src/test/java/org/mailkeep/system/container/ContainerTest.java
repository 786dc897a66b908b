package org.mailkeep.system.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJB;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.services.Server;

/// The archive, deployed by Arquillian into a domain that knows nothing of it, seen from inside.
@ExtendWith({PlainDomainExtension.class, ArquillianExtension.class})
final class ContainerTest {
  private static final String BEANS = "java:global/mailkeep/mailkeep-services/";

  private static final int ROUNDS = 20;
  private static final int QUESTIONS = 50_000;
  private static final double MOST_MICROS = 20;

  @EJB(lookup = BEANS + "Server")
  private @Nullable Server server;

  @EJB(lookup = BEANS + "DirectoryService")
  private @Nullable Directory directory;

  /// The archive as it is, and beside its modules one that carries this test.
  @Deployment
  static EnterpriseArchive archive() throws IOException {
    var file = new File(System.getProperty("house"), "ear/assembly/target/mailkeep.ear");
    var ear =
        ShrinkWrap.create(ZipImporter.class, "mailkeep.ear")
            .importFrom(file)
            .as(EnterpriseArchive.class);
    WebArchive test =
        ShrinkWrap.create(WebArchive.class, "test.war")
            .addClasses(ContainerTest.class, PlainDomainExtension.class);
    String modules;
    try (var in = ear.get("META-INF/application.xml").getAsset().openStream()) {
      modules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String module =
        "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root></web></module>";
    int last = modules.lastIndexOf("</module>") + "</module>".length();
    ear.setApplicationXML(
        new StringAsset(modules.substring(0, last) + module + modules.substring(last)));
    return ear.addAsModule(Testable.archiveToTest(test));
  }

  @Test
  void theServerIsReadyWhenItIsDeployed() {
    assertEquals(List.of(), requireNonNull(server).readiness().reasons());
  }

  @Test
  void theDirectoryIsABeanThatAnswersAtOnce() {
    Directory asked = requireNonNull(directory);
    assertInstanceOf(Verdict.No.class, asked.isLocal(DomainName.of("example.net")));
    var nobody = Address.parse("nobody@example.net").orElseThrow();
    assertInstanceOf(Resolution.NotLocal.class, asked.resolve(nobody));
  }

  @Test
  void beansServeManyVirtualThreads() throws InterruptedException, ExecutionException {
    Directory asked = requireNonNull(directory);
    var domain = DomainName.of("example.net");
    List<Future<Verdict>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        answers.add(threads.submit(() -> asked.isLocal(domain)));
      }
    }
    for (Future<Verdict> answer : answers) {
      assertInstanceOf(Verdict.No.class, answer.get());
    }
  }

  /// What is known costs so little, the container's call and all, that two processors answer
  /// 100,000 questions in a second. Time of the processor is measured, which others on the machine
  /// do not take away; the best of some rounds counts, the first of which are slow.
  @Test
  void aQuestionThroughTheBeanCostsMicroseconds() {
    Directory asked = requireNonNull(directory);
    var nobody = Address.of("nobody@example.net");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < QUESTIONS; i++) {
        assertInstanceOf(Resolution.NotLocal.class, asked.resolve(nobody));
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1e3 / QUESTIONS);
    }
    String cost = "%.2f µs of CPU for each question through the bean".formatted(best);
    System.getLogger(ContainerTest.class.getName()).log(System.Logger.Level.INFO, cost);
    assertTrue(best < MOST_MICROS, cost);
  }

  /// From outside: an answer that only the message-driven bean behind the listener can give.
  @Test
  @RunAsClient
  void aListenerDeliversToItsBean() throws IOException {
    int port = Integer.getInteger("container.smtp.port");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      assertEquals("220", in.readLine().substring(0, 3));
      say(socket, in, "HELO client.example", "250");
      say(socket, in, "MAIL FROM:<jane@example.org>", "250");
      say(socket, in, "RCPT TO:<joe@example.net>", "550 5.7.1");
      say(socket, in, "QUIT", "221");
    }
  }

  private static void say(Socket socket, BufferedReader in, String command, String reply)
      throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
    String line = in.readLine();
    assertTrue(line.startsWith(reply), command + " was answered " + line);
  }
}
