package org.mailkeep.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/// As much of an SMTP client as a load needs: one session, one command after the other.
final class SmtpClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;

  SmtpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    out = socket.getOutputStream();
    expect('2');
    say("EHLO client.example.org\r\n", '2');
  }

  /// A message's header and body with the line that ends it.
  ///
  /// @param word what it is about
  /// @param octets of its body, about
  static byte[] message(String word, int octets) {
    String line = (word + " ").repeat(70 / (word.length() + 1)) + "\r\n";
    String body = line.repeat(Math.max(1, octets / line.length()));
    return ("Subject: " + word + "\r\n\r\n" + body + ".\r\n").getBytes(US_ASCII);
  }

  /// Sends one message and waits until it is acknowledged.
  ///
  /// @param recipient the account
  /// @param content as [#message] makes it
  void send(String recipient, byte[] content) throws IOException {
    begin(recipient);
    end(content);
  }

  /// Names sender and recipient, and waits until the server wants the message.
  void begin(String recipient) throws IOException {
    say("MAIL FROM:<sender@example.org>\r\n", '2');
    say("RCPT TO:<" + Accounts.address(recipient) + ">\r\n", '2');
    say("DATA\r\n", '3');
  }

  /// Sends the message and waits until it is acknowledged.
  void end(byte[] content) throws IOException {
    out.write(content);
    expect('2');
  }

  /// Names recipients without waiting, asks for all answers at once, and forgets them.
  void name(Iterable<String> recipients) throws IOException {
    var commands = new StringBuilder("MAIL FROM:<sender@example.org>\r\n");
    int answers = 2;
    for (String recipient : recipients) {
      commands.append("RCPT TO:<").append(Accounts.address(recipient)).append(">\r\n");
      answers++;
    }
    out.write(commands.append("RSET\r\n").toString().getBytes(US_ASCII));
    for (int i = 0; i < answers; i++) {
      expect('2');
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void say(String line, char expected) throws IOException {
    out.write(line.getBytes(US_ASCII));
    expect(expected);
  }

  private void expect(char expected) throws IOException {
    String line;
    do {
      line = in.readLine();
      if (line == null || line.isEmpty() || line.charAt(0) != expected) {
        throw new IOException("SMTP was answered " + line);
      }
    } while (line.length() > 3 && line.charAt(3) == '-');
  }
}
