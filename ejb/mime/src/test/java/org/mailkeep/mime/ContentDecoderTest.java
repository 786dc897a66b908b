package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDecoderTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text, String encoding) throws IOException {
    return new String(
        ContentDecoder.decode(stream(text), encoding).readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=3Db|a=b",
        "Gr=C3=BC=c3=9fe|Grüße",
        "a=~b|ab",
        "a= ~b|ab",
        "a \t~b|a~b",
        "a  b|a  b",
        "a=|a=",
        "a=X1|a=X1",
        "a=4|a=4",
        "=3D=3D|==",
        "a ~|a~",
        "a =20~b|a  ~b",
      })
  void decodesQuotedPrintable(String text, String decoded) throws IOException {
    assertEquals(
        decoded.replace("~", "\r\n"), decode(text.replace("~", "\r\n"), "quoted-printable"));
    assertEquals(decoded.replace("~", "\n"), decode(text.replace("~", "\n"), "quoted-printable"));
  }

  @ParameterizedTest
  @CsvSource({"aGVsbG8=,hello", "aGVs!bG8,hello", "aGVsbG8=aGVsbG8=,hellohello", "a,''", "'',''"})
  void decodesBase64(String text, String decoded) throws IOException {
    assertEquals(decoded, decode(text, "base64"));
  }

  @Test
  void decodesLargeBodies() throws IOException {
    byte[] octets = new byte[100_000];
    new Random(7).nextBytes(octets);
    String text = Base64.getMimeEncoder().encodeToString(octets);
    assertArrayEquals(octets, ContentDecoder.decode(stream(text), "base64").readAllBytes());
  }

  @Test
  void leavesOtherEncodingsAlone() throws IOException {
    assertEquals("a=3D", decode("a=3D", "8bit"));
    assertEquals("a=3D", decode("a=3D", "x-uuencode"));
  }

  @Test
  void readsTextInItsCharset() throws IOException {
    String message =
        "Content-Type: text/plain; charset=iso-8859-1\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\n=E9";
    Part part =
        MessageReader.read(message.getBytes(StandardCharsets.UTF_8), MimeLimits.DEFAULT).root();
    try (Reader text = ContentDecoder.text(stream("=E9"), part)) {
      assertEquals('é', text.read());
      assertEquals(-1, text.read());
    }
  }
}
