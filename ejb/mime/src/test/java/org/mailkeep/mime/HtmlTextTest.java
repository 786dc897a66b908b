package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HtmlTextTest {
  @Test
  void blocksPartWordsAndInlineElementsDoNot() {
    assertEquals("Hello you", text("<b>H</b>ello <span class=\"a>b\">you</span>"));
    assertEquals("one\n\ntwo\n", text("<p>one</p><p>two</p>").strip() + "\n");
    assertEquals("a\nb", text("a<br/>b"));
    assertEquals("x\ny", text("x<TD>y"));
  }

  @Test
  void entitiesAreUndone() {
    assertEquals(
        "Müller & Söhne <\"€ ÿ¡\">",
        text("M&uuml;ller &amp; S&#246;hne &lt;&quot;&euro;&nbsp;&yuml;&iexcl;&quot;&gt;"));
    assertEquals("\uD83D\uDE00ab", text("&#x1F600;a&shy;b"));
    assertEquals("a & b &nothing; &#0; &#xD800;&", text("a & b &nothing; &#0; &#xD800;&"));
  }

  @Test
  void whatNobodySeesIsLeftOut() {
    assertEquals("ab", text("a<!-- <p>not --this --><!DOCTYPE html>b"));
    assertEquals("a\nb", text("a<script>if (x < y) \"</p>\"</SCRIPT >b"));
    assertEquals("\nb", text("<style type=x>p { color: red }</style>b"));
    assertEquals("", text("<!-- open"));
    assertEquals("\n", text("<script>never closed"));
  }

  @Test
  void whatIsNoTagIsText() {
    assertEquals("1 < 2 and <3", text("1 < 2 and <3"));
    assertEquals("it's \n ok", text("it's <p title='a > b'> ok"));
    assertEquals("don't \n\"ok\"", text("don't <p>\"ok\""));
  }

  @Test
  void anyInputEnds() {
    var random = new SplittableRandom(11);
    String signs = "<>&;#x-!/'\"= abpscript";
    for (int i = 0; i < 2_000; i++) {
      var html = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        html.append(signs.charAt(random.nextInt(signs.length())));
      }
      assertFalse(text(html.toString()).length() > html.length(), html.toString());
    }
  }

  private static String text(String html) {
    try (var in = new HtmlText(new StringReader(html))) {
      var text = new StringBuilder();
      char[] some = new char[7];
      for (int count = in.read(some, 0, 7); count >= 0; count = in.read(some, 0, 7)) {
        text.append(some, 0, count);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
