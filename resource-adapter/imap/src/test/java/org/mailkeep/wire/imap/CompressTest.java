package org.mailkeep.wire.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// COMPRESS=DEFLATE (RFC 4978), with and without TLS.
final class CompressTest {
  private final ScriptedListener server = new ScriptedListener();
  private Loopback client;

  @BeforeEach
  void connect() throws IOException {
    client = new Loopback(server, Loopback.LIMITS);
    assertEquals("* OK Hello", client.line());
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  private void says(String... lines) throws IOException {
    for (String line : lines) {
      assertEquals(line, client.line());
    }
  }

  private void compressed(boolean tls) throws IOException {
    if (tls) {
      client.send("s STARTTLS\r\n");
      says("s OK Begin TLS");
      client.encrypt();
    }
    client.send("a COMPRESS DEFLATE\r\n");
    says("a BAD Not allowed now");
    client.send("b LOGIN jane secret\r\n");
    says("b OK Welcome jane");
    client.send("c COMPRESS LZ4\r\n");
    says("c BAD No such algorithm");
    client.send("d COMPRESS DEFLATE\r\n");
    says("d OK DEFLATE active");
    client.compress();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void compressesBothWays(boolean tls) throws IOException {
    compressed(tls);
    client.send("e COMPRESS DEFLATE\r\nf SELECT INBOX\r\ng FETCH 1 FLAGS\r\n");
    says("e BAD [COMPRESSIONACTIVE] DEFLATE is active already", "f OK Selected");
    says("* 3 EXISTS", "* 2 EXISTS", "* 1 EXISTS", "g OK Fetched");
    String message = "x".repeat(90_000);
    client.send("h APPEND INBOX {90000+}\r\n" + message + "\r\n");
    says("h OK Appended 90000");
    client.send("i IDLE\r\n");
    says("+ idling");
    server.news.add(new Response.Exists(7));
    Objects.requireNonNull(server.session.get()).wake();
    says("* 7 EXISTS");
    client.send("DONE\r\n");
    says("i OK Done");
  }

  /// What is told refers to what was told before, which only the client remembers whole.
  @Test
  void answersGoOnWhereTheLastOneEnded() throws IOException {
    compressed(false);
    for (int i = 0; i < 300; i++) {
      client.send("c" + i + " NOOP\r\n");
      says("c" + i + " OK Done");
    }
    List<String> wanted = new ArrayList<>();
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      many.append('p').append(i).append(" NOOP\r\n");
      wanted.add("p" + i + " OK Done");
    }
    client.send(many.toString());
    says(wanted.toArray(String[]::new));
  }

  /// RFC 8437 §4.1.
  @Test
  void endsWithTheLogin() throws IOException {
    compressed(false);
    client.decompress("e UNAUTHENTICATE\r\n", "f LOGIN jane secret\r\n");
    says("e OK Done");
    client.plain();
    says("f OK Welcome jane");
    client.send("g COMPRESS DEFLATE\r\n");
    says("g OK DEFLATE active");
    client.compress();
    client.send("h NOOP\r\n");
    says("h OK Done");
  }

  /// A few octets that would be a gigabyte cost neither memory nor much time.
  @Test
  void refusesBombs() throws IOException {
    compressed(false);
    assertEquals("<end>", client.line(bomb()));
  }

  private static Loopback.Sender bomb() {
    byte[] zeros = new byte[1 << 20];
    return out -> {
      for (int i = 0; i < 1024; i++) {
        out.write(zeros);
      }
      out.flush();
    };
  }

  @Test
  void endsConnectionsThatSendNoDeflate() throws IOException {
    compressed(false);
    client.sendRaw("e NOOP\r\n");
    assertEquals("<end>", client.line());
  }
}
