package org.mailkeep.system;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// A JMX client on a server's process, as a console is one.
final class JmxClient implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection server;

  private JmxClient(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
  }

  /// Attaches to a process of the same user, which says itself where it listens.
  @SuppressWarnings("BanJNDI")
  static JmxClient of(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        var address = new JMXServiceURL(machine.startLocalManagementAgent());
        return new JmxClient(JMXConnectorFactory.connect(address));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  /// Names of the caches that are there.
  Set<String> caches() throws IOException {
    try {
      return server.queryNames(new ObjectName("org.mailkeep:type=Cache,*"), null).stream()
          .map(name -> name.getKeyProperty("name"))
          .collect(Collectors.toSet());
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  /// A number that a cache shows.
  long number(String cache, String attribute) throws IOException {
    try {
      return (Long) server.getAttribute(name(cache), attribute);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  /// Empties a cache.
  void clear(String cache) throws IOException {
    try {
      server.invoke(name(cache), "clear", new Object[0], new String[0]);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  private static ObjectName name(String cache) throws JMException {
    return new ObjectName("org.mailkeep:type=Cache,name=" + cache);
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
