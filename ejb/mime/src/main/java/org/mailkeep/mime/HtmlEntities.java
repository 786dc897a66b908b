package org.mailkeep.mime;

import java.util.HashMap;
import java.util.Map;

/// The character references of HTML that mail uses: those of Latin-1, some signs, and numbers.
final class HtmlEntities {
  /// Names of U+00A1 to U+00FF, in order.
  private static final String LATIN =
      """
      iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
      Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute
      Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc
      Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute
      ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide
      oslash ugrave uacute ucirc uuml yacute thorn yuml\
      """
          .replace('\n', ' ');

  private static final Map<String, Integer> NAMED = named();

  private HtmlEntities() {}

  /// What a reference stands for, without ampersand and semicolon; -1 when it is none.
  static int character(String name) {
    return name.startsWith("#") ? number(name) : NAMED.getOrDefault(name, -1);
  }

  private static int number(String name) {
    boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
    try {
      int number = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      boolean isCharacter =
          number > 0
              && Character.isValidCodePoint(number)
              && Character.getType(number) != Character.SURROGATE;
      return isCharacter ? number : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static Map<String, Integer> named() {
    Map<String, Integer> named =
        new HashMap<>(
            Map.of(
                "amp",
                (int) '&',
                "lt",
                (int) '<',
                "gt",
                (int) '>',
                "quot",
                (int) '"',
                "apos",
                (int) '\'',
                "nbsp",
                (int) ' ',
                "euro",
                0x20ac,
                "hellip",
                0x2026,
                "ndash",
                0x2013,
                "mdash",
                0x2014));
    named.putAll(
        Map.of(
            "lsquo", 0x2018, "rsquo", 0x2019, "sbquo", 0x201a, "ldquo", 0x201c, "rdquo", 0x201d,
            "bdquo", 0x201e, "bull", 0x2022, "trade", 0x2122, "OElig", 0x152, "oelig", 0x153));
    named.putAll(Map.of("Scaron", 0x160, "scaron", 0x161, "Yuml", 0x178, "zwnj", 0x200c));
    int character = 0xa1;
    for (String name : LATIN.strip().split(" +", -1)) {
      named.put(name, character++);
    }
    return Map.copyOf(named);
  }
}
