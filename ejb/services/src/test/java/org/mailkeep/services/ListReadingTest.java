package org.mailkeep.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.services.MemoryLists.Format;

/// How a list of the web is read, and that its limits hold meanwhile.
final class ListReadingTest {
  private static final ListReading SMALL = new ListReading(Format.LIST, "#", 100_000, 5, 8);

  /// Says the same forever, in small portions, and counts them.
  private static final class Endless extends InputStream {
    private final byte[] said;
    private long octets;

    Endless(String said) {
      this.said = said.getBytes(UTF_8);
    }

    @Override
    public int read() {
      return said[(int) (octets++ % said.length)];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = Math.min(length, 100);
      for (int i = 0; i < count; i++) {
        into[offset + i] = (byte) read();
      }
      return count;
    }
  }

  /// Never says that there is more.
  private static final class Late extends InputStream {
    private final InputStream in;

    Late(byte[] octets) {
      in = new ByteArrayInputStream(octets);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }
  }

  private static byte[] packed(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packer = new GZIPOutputStream(out)) {
      packer.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static List<String> lines(String text) throws IOException {
    return SMALL.lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static String refused(InputStream in) {
    return refused(SMALL, in);
  }

  private static String refused(ListReading reading, InputStream in) {
    return String.valueOf(assertThrows(IOException.class, () -> reading.lines(in)).getMessage());
  }

  @Test
  void linesAreTakenAsTheyAre() throws IOException {
    assertEquals(List.of("a", "b c", "d#", "é"), lines("a\r\n\n  b c \t\r d#\n#e\n # f\né"));
    assertEquals(List.of(), lines(""));
    assertEquals(List.of("a"), lines("a"));
    assertEquals(List.of("12345678"), lines("  12345678" + " ".repeat(20_000) + "\n"));
    assertEquals(List.of("a"), lines("#" + "c".repeat(20_000) + "\na\n # 123456789"));
    assertEquals(List.of("1", "2", "3", "4", "5"), lines("1\n2\n3\n4\n5\n\n#6\n"));
  }

  @Test
  void aLongCommentMarkIsKnown() throws IOException {
    var reading = new ListReading(Format.LIST, "comment:", 100, 5, 2);
    var text = "a\ncomment: none\ncomment:\nb".getBytes(UTF_8);
    assertEquals(List.of("a", "b"), reading.lines(new ByteArrayInputStream(text)));
    assertEquals(
        "an entry of more than 2 characters, which limits.entry-size allows",
        refused(reading, new ByteArrayInputStream("comment".getBytes(UTF_8))));
  }

  @Test
  void readingEndsAtTheEntryThatIsOneTooMany() {
    var endless = new Endless("a\n");
    assertEquals("more than 5 entries, which limits.entries allows", refused(endless));
    assertTrue(endless.octets < 20_000, endless.octets + " octets were read");
  }

  @Test
  void readingEndsAtAnEntryThatIsTooLong() {
    var endless = new Endless("a");
    assertEquals(
        "an entry of more than 8 characters, which limits.entry-size allows", refused(endless));
    assertTrue(endless.octets < 20_000, endless.octets + " octets were read");
    assertEquals(
        "an entry of more than 8 characters, which limits.entry-size allows",
        refused(new ByteArrayInputStream("123456789".getBytes(UTF_8))));
    assertEquals(
        "an entry of more than 8 characters, which limits.entry-size allows",
        refused(new ByteArrayInputStream(("a" + " ".repeat(20) + "b").getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# none\n", "\n", " ", "#"})
  void readingEndsWhereTheSizeDoes(String none) throws IOException {
    var endless = new Endless(none);
    assertEquals("more than 100000 octets, which limits.size allows", refused(endless));
    assertTrue(endless.octets < 120_000, endless.octets + " octets were read");
    var bomb = new ByteArrayInputStream(packed(none.repeat(1_000_000)));
    assertEquals("more than 100000 octets, which limits.size allows", refused(bomb));
  }

  @Test
  void asManyOctetsAsAreAllowedAreTaken() throws IOException {
    var four = new ListReading(Format.LIST, "#", 4, 5, 8);
    assertEquals(List.of("abcd"), four.lines(new ByteArrayInputStream("abcd".getBytes(UTF_8))));
    assertEquals(
        "more than 4 octets, which limits.size allows",
        refused(four, new ByteArrayInputStream("abcde".getBytes(UTF_8))));
  }

  @Test
  void packedEntriesAreCountedWhileTheyAreUnpacked() throws IOException {
    byte[] bomb = packed("a\n".repeat(2_000_000));
    var large = new ListReading(Format.LIST, "#", 1 << 30, 5, 8);
    assertEquals(
        "more than 5 entries, which limits.entries allows",
        refused(large, new ByteArrayInputStream(bomb)));
  }

  @Test
  void eachPackedPartCountsAlsoWhenItIsLate() throws IOException {
    InputStream parts = new SequenceInputStream(new Late(packed("a\n")), new Late(packed("b\n")));
    assertEquals(List.of("a", "b"), SMALL.lines(parts));
  }

  @Test
  void packedListsThatBreakOffAreNone() throws IOException {
    byte[] whole = packed("a\nb\n");
    byte[] torn = Arrays.copyOf(whole, whole.length - 9);
    assertThrows(IOException.class, () -> SMALL.lines(new Late(torn)));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken off");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("broken off");
          }
        };
    assertEquals("broken off", refused(new SequenceInputStream(new Late(whole), broken)));
  }

  @Test
  void expressionsAreCompiledWhereTheyAreRead() throws IOException, InterruptedException {
    var reading = new ListReading(Format.REGEX, "#", 100, 5, 8);
    ListEntries entries = reading.compiled(List.of("^a", "b$"));
    assertEquals(List.of(), entries.texts());
    assertEquals(
        List.of("^a", "b$"), entries.expressions().stream().map(Object::toString).toList());
    assertEquals(List.of("a("), SMALL.compiled(List.of("a(")).texts());
    IOException bad = assertThrows(IOException.class, () -> reading.compiled(List.of("a(")));
    assertTrue(
        assertInstanceOf(String.class, bad.getMessage())
            .startsWith("the regular expression a( is none"));
  }

  @Test
  void compilingEndsWhenItIsNoLongerWanted() {
    var reading = new ListReading(Format.REGEX, "#", 100, 5, 8);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> reading.compiled(List.of("a")));
  }
}
