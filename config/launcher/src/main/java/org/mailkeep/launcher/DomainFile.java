package org.mailkeep.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// The domain's `domain.xml`: the application server owns it; we set our HTTP listeners and read
/// the options of the virtual machine.
final class DomainFile {

  /// What the names of our listeners begin with; others are the administrator's.
  private static final String OURS = "mailkeep-";

  /// What our application is called.
  private static final String APPLICATION = "mailkeep";

  private final Path file;
  private final Document document;
  private final String before;

  private DomainFile(Path file, String text) throws IOException {
    this.file = file;
    this.before = text;
    this.document = parse(text);
  }

  /// Reads a domain's file.
  static DomainFile read(Path file) throws IOException {
    return new DomainFile(file, Files.readString(file));
  }

  /// The options of the virtual machine, in order, places not yet filled in.
  List<String> machineOptions() {
    return elements("jvm-options").stream().map(e -> e.getTextContent().strip()).toList();
  }

  /// Replaces our HTTP listeners by these.
  void listeners(List<Listener> listeners) {
    Element protocols = elements("protocols").getFirst();
    Element network = elements("network-listeners").getFirst();
    removeOurs(protocols);
    removeOurs(network);
    var names = new ArrayList<String>();
    for (Listener listener : listeners) {
      String name = OURS + listener.id();
      names.add(name);
      protocols.appendChild(protocol(name, listener.implicitTls()));
      network.appendChild(networkListener(name, listener));
    }
    Element server = withId(elements("virtual-server"), "server");
    for (String other : server.getAttribute("network-listeners").split(",", -1)) {
      if (!other.isBlank() && !other.strip().startsWith(OURS)) {
        names.add(other.strip());
      }
    }
    server.setAttribute("network-listeners", String.join(",", names));
  }

  /// Puts our application back where it was undeployed or disabled.
  ///
  /// @param template a domain's file that has it
  /// @return whether it was missing or disabled
  boolean application(DomainFile template) {
    Element server = withName(elements("server"), "server").orElseThrow();
    var reference = withRef(server, APPLICATION);
    if (reference.isEmpty()) {
      withName(elements("application"), APPLICATION).ifPresent(DomainFile::remove);
      take(withName(template.elements("application"), APPLICATION), single("applications"));
      take(withRef(template.single("server"), APPLICATION), server);
      return true;
    }
    Element named = withName(elements("application"), APPLICATION).orElseThrow();
    boolean wasDisabled = enable(reference.get());
    return enable(named) || wasDisabled;
  }

  /// Sets the port of the server console.
  void console(int port) {
    elements("network-listener").stream()
        .filter(element -> element.getAttribute("name").equals("admin-listener"))
        .forEach(element -> element.setAttribute("port", Integer.toString(port)));
  }

  /// The port of the server console.
  int console() {
    return elements("network-listener").stream()
        .filter(element -> element.getAttribute("name").equals("admin-listener"))
        .map(element -> Integer.parseInt(element.getAttribute("port")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("domain.xml has no admin-listener"));
  }

  /// Writes the file when something has changed: first beside it, then over it.
  void write() throws IOException {
    String after = text();
    if (after.equals(before)) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Secrets.write(fresh, after);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Element single(String name) {
    return elements(name).getFirst();
  }

  private void take(Optional<Element> from, Element into) {
    into.appendChild(document.importNode(from.orElseThrow(), true));
  }

  private static boolean enable(Element element) {
    boolean disabled = element.getAttribute("enabled").equals("false");
    element.removeAttribute("enabled");
    return disabled;
  }

  private static void remove(Element element) {
    element.getParentNode().removeChild(element);
  }

  private Element protocol(String name, boolean tls) {
    Element protocol = document.createElement("protocol");
    protocol.setAttribute("name", name);
    Element http = document.createElement("http");
    http.setAttribute("default-virtual-server", "server");
    http.setAttribute("max-connections", "250");
    http.setAttribute("encoded-slash-enabled", "true");
    http.setAttribute("xpowered-by", "false");
    http.setAttribute("server-header", "false");
    Element cache = document.createElement("file-cache");
    cache.setAttribute("enabled", "false");
    http.appendChild(cache);
    protocol.appendChild(http);
    if (tls) {
      protocol.setAttribute("security-enabled", "true");
      Element ssl = document.createElement("ssl");
      ssl.setAttribute("cert-nickname", Keystore.ALIAS);
      ssl.setAttribute("tls-enabled", "false");
      ssl.setAttribute("tls11-enabled", "false");
      ssl.setAttribute("classname", "com.sun.enterprise.security.ssl.GlassfishSSLImpl");
      protocol.appendChild(ssl);
    }
    return protocol;
  }

  private Element networkListener(String name, Listener listener) {
    Element element = document.createElement("network-listener");
    element.setAttribute("name", name);
    element.setAttribute("address", listener.address());
    element.setAttribute("port", Integer.toString(listener.port()));
    element.setAttribute("protocol", name);
    element.setAttribute("transport", "tcp");
    element.setAttribute("thread-pool", "http-thread-pool");
    return element;
  }

  private static void removeOurs(Element parent) {
    var children = parent.getChildNodes();
    for (int i = children.getLength() - 1; i >= 0; i--) {
      if (children.item(i) instanceof Element e && e.getAttribute("name").startsWith(OURS)) {
        parent.removeChild(e);
      }
    }
  }

  private List<Element> elements(String name) {
    var nodes = document.getElementsByTagName(name);
    var elements = new ArrayList<Element>(nodes.getLength());
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static Optional<Element> withName(List<Element> elements, String name) {
    return elements.stream().filter(e -> e.getAttribute("name").equals(name)).findFirst();
  }

  private static Optional<Element> withRef(Element server, String application) {
    var references = server.getElementsByTagName("application-ref");
    for (int i = 0; i < references.getLength(); i++) {
      if (references.item(i) instanceof Element e && e.getAttribute("ref").equals(application)) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  private static Element withId(List<Element> elements, String id) {
    return elements.stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("domain.xml has no element " + id));
  }

  private static Document parse(String text) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("domain.xml cannot be read: " + e.getMessage(), e);
    }
  }

  private String text() throws IOException {
    try (var out = new ByteArrayOutputStream()) {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(out));
      return out.toString(StandardCharsets.UTF_8);
    } catch (TransformerException e) {
      throw new IOException("domain.xml cannot be written: " + e.getMessage(), e);
    }
  }
}
