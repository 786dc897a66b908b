package org.mailkeep.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Lines to and from a server on loopback. For one thread.
public final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private int tags;

  /// Connects.
  ///
  /// @param port on loopback
  public Wire(int port) throws IOException {
    this("127.0.0.1", port);
  }

  /// Connects.
  ///
  /// @param from an address of loopback, from which it comes
  /// @param port on 127.0.0.1
  public Wire(String from, int port) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends octets as they are.
  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /// The next line without its end.
  public String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("closed by the server");
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /// Sends an SMTP command line and reads the reply's last line.
  public String smtp(String command) throws IOException {
    send(command + "\r\n");
    return reply();
  }

  /// The last line of an SMTP reply.
  public String reply() throws IOException {
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = line();
    }
    return line;
  }

  /// Sends an IMAP command and reads up to its tagged line.
  ///
  /// @return untagged lines, literals inserted, and last the tagged line without its tag
  public List<String> imap(String command) throws IOException {
    String tag = "t" + ++tags;
    send(tag + " " + command + "\r\n");
    return answer(tag);
  }

  /// Reads up to the tagged line of an IMAP command that was sent.
  ///
  /// @return as [#imap] does
  public List<String> answer(String tag) throws IOException {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = line();
      while (line.endsWith("}")) {
        int size = Integer.parseInt(line.substring(line.lastIndexOf('{') + 1, line.length() - 1));
        line += new String(in.readNBytes(size), ISO_8859_1) + line();
      }
      if (line.startsWith(tag + " ")) {
        lines.add(line.substring(tag.length() + 1));
        return lines;
      }
      lines.add(line);
    }
  }

  /// Sends an IMAP command that must succeed.
  public List<String> done(String command) throws IOException {
    List<String> lines = imap(command);
    if (!lines.getLast().startsWith("OK")) {
      throw new IOException(command.lines().findFirst().orElse("") + ": " + lines.getLast());
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
