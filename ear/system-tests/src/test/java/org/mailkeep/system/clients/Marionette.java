package org.mailkeep.system.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailkeep.launcher.Json;

/// A client of Marionette, the protocol by which programs of Mozilla are driven: packets of JSON,
/// each after its length and a colon. For one thread.
final class Marionette implements AutoCloseable {
  private static final int COMMAND = 0;
  private static final int LONGEST_LENGTH = 9;

  private final Socket socket;
  private final InputStream in;
  private int commands;

  /// Connects, and reads who is there.
  ///
  /// @param port on loopback
  /// @param limit after which an answer is no longer waited for
  Marionette(int port, Duration limit) throws IOException {
    int millis = Math.toIntExact(limit.toMillis());
    socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), millis);
      socket.setSoTimeout(millis);
      in = new BufferedInputStream(socket.getInputStream());
      String protocol = Json.parse(packet()).member("marionetteProtocol").text();
      if (!protocol.equals("3")) {
        throw new IOException("Marionette speaks protocol " + protocol);
      }
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Has a command done, which must succeed.
  ///
  /// @return its result
  Json command(String name, Map<String, Json> parameters) throws IOException {
    int number = ++commands;
    var command =
        new Json.Array(
            List.of(
                Json.of(COMMAND), Json.of(number), Json.of(name), new Json.Members(parameters)));
    byte[] octets = command.json().getBytes(UTF_8);
    socket.getOutputStream().write((octets.length + ":").getBytes(US_ASCII));
    socket.getOutputStream().write(octets);
    // [1, number, error, result]
    List<Json> answer = Json.parse(packet()).items();
    if (!answer.get(1).equals(Json.of(number))) {
      throw new IOException(name + ": an answer to " + answer.get(1).json());
    }
    Json error = answer.get(2);
    if (!(error instanceof Json.Null)) {
      String text = error.member("error").text() + ": " + error.member("message").text();
      throw new IOException(name + ": " + text + "\n" + error.member("stacktrace").text());
    }
    return answer.get(3);
  }

  private String packet() throws IOException {
    int length = 0;
    int digits = 0;
    for (int octet = in.read(); octet != ':'; octet = in.read()) {
      if (octet < '0' || octet > '9' || ++digits > LONGEST_LENGTH) {
        throw new EOFException("Marionette ends, or sends no length");
      }
      length = length * 10 + octet - '0';
    }
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException("Marionette ends in an answer");
    }
    return new String(octets, UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
