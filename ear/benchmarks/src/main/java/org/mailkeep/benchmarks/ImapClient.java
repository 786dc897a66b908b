package org.mailkeep.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// As much of an IMAP client as a load needs: it sends commands as they are and skims the answers.
final class ImapClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;
  private int tag;
  private byte[] line = new byte[512];
  private int lineLength;

  ImapClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  ImapClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    readLine();
    if (!lineStartsWith("* OK")) {
      throw new IOException("greeted with " + line());
    }
  }

  /// Sends one command and waits for its OK.
  ///
  /// @return the last untagged line before it, or the tagged one
  String command(String command) throws IOException {
    send(command);
    return await();
  }

  /// Sends a command without waiting.
  void send(String command) throws IOException {
    tag++;
    out.write((tag + " " + command + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Sends many commands in one write: each element with a blank before, tagged here.
  void sendAll(Iterable<String> commands) throws IOException {
    var all = new StringBuilder(2048);
    for (String command : commands) {
      all.append(++tag).append(' ').append(command).append("\r\n");
    }
    out.write(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Waits for the next tagged OK.
  String await() throws IOException {
    String untagged = "";
    while (true) {
      readLine();
      if (line[0] == '*') {
        untagged = lineLength < 200 ? line() : untagged;
        skipLiterals();
      } else if (line[0] != '+') {
        if (!isOk()) {
          throw new IOException("answered " + line());
        }
        return untagged.isEmpty() ? line() : untagged;
      }
    }
  }

  /// Begins to IDLE.
  void idle() throws IOException {
    send("IDLE");
    do {
      readLine();
    } while (line[0] != '+');
  }

  /// Waits until an untagged line tells how many messages there are.
  long awaitExists() throws IOException {
    do {
      readLine();
    } while (line[0] != '*' || !lineEndsWith(" EXISTS"));
    return number(line(), "*");
  }

  /// The number behind a word of a line, such as MESSAGES in a STATUS answer.
  static long number(String line, String word) {
    int at = line.indexOf(word);
    if (at < 0) {
      throw new IllegalArgumentException("no " + word + " in: " + line);
    }
    int from = at + word.length() + 1;
    int to = from;
    while (to < line.length() && Character.isDigit(line.charAt(to))) {
      to++;
    }
    return Long.parseLong(line.substring(from, to));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private boolean isOk() {
    int i = 0;
    while (i < lineLength && line[i] != ' ') {
      i++;
    }
    return i + 2 < lineLength && line[i + 1] == 'O' && line[i + 2] == 'K';
  }

  private void skipLiterals() throws IOException {
    while (lineLength > 2 && line[lineLength - 1] == '}') {
      int open = lineLength - 2;
      while (line[open] != '{') {
        open--;
      }
      int size =
          Integer.parseInt(
              new String(line, open + 1, lineLength - open - 2, StandardCharsets.US_ASCII));
      skip(size);
      readLine();
    }
  }

  private void skip(int octets) throws IOException {
    int rest = octets;
    while (rest > 0) {
      fill();
      int step = Math.min(rest, limit - position);
      position += step;
      rest -= step;
    }
  }

  private void readLine() throws IOException {
    lineLength = 0;
    while (true) {
      fill();
      byte octet = buffer[position++];
      if (octet == '\n') {
        break;
      }
      if (lineLength == line.length) {
        line = Arrays.copyOf(line, lineLength * 2);
      }
      line[lineLength++] = octet;
    }
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
  }

  private void fill() throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit < 0) {
        throw new EOFException("closed by the server");
      }
    }
  }

  private boolean lineStartsWith(String start) {
    if (lineLength < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (line[i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean lineEndsWith(String end) {
    int from = lineLength - end.length();
    for (int i = 0; i < end.length(); i++) {
      if (from < 0 || line[from + i] != end.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String line() {
    return new String(line, 0, lineLength, StandardCharsets.UTF_8);
  }
}
