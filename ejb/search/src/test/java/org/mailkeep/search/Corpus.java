package org.mailkeep.search;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Messages as they might lie in a mailbox of many years, always the same for a seed: several
/// languages, words as often as in real texts (the n-th most frequent word is n times as rare as
/// the first), plain texts, HTML and attachments, threads, senders who write often.
public final class Corpus {
  private static final int VOCABULARY = 20_000;
  private static final int PEOPLE = 2_000;

  private static final List<String> SYLLABLES =
      List.of(
          "ba", "ber", "da", "den", "el", "fa", "gor", "hi", "il", "ka", "lan", "le", "ma", "mir",
          "no", "or", "pe", "qui", "ra", "ren", "sa", "sto", "ta", "ti", "ul", "va", "wen", "xi",
          "yo", "zu");

  /// Words that every text of a language has.
  private static final List<List<String>> FREQUENT =
      List.of(
          List.of(
              "the", "of", "and", "to", "is", "that", "for", "with", "this", "was", "we", "you"),
          List.of("der", "die", "und", "ist", "nicht", "mit", "das", "auf", "wir", "sie", "ein"),
          List.of("les", "des", "est", "dans", "pour", "que", "avec", "nous", "vous", "une", "sur"),
          List.of("los", "las", "que", "una", "por", "con", "para", "como", "pero", "más", "está"),
          List.of("het", "een", "van", "niet", "zijn", "voor", "met", "aan", "maar", "wordt"),
          List.of("и", "не", "что", "это", "как", "для", "мы", "вы", "они", "было", "его"));

  private final List<List<String>> vocabularies = new ArrayList<>();
  private final double[] cumulated = new double[VOCABULARY];
  private final long seed;

  /// @param seed of all that is random in it
  public Corpus(long seed) {
    this.seed = seed;
    for (int language = 0; language < FREQUENT.size(); language++) {
      vocabularies.add(vocabulary(language));
    }
    double sum = 0;
    for (int rank = 0; rank < VOCABULARY; rank++) {
      sum += 1.0 / (rank + 10);
      cumulated[rank] = sum;
    }
  }

  /// The message with a number from 1 on.
  public byte[] message(int number) {
    var random = new SplittableRandom(seed * 1_000_003 + number);
    int language = language(random);
    var out = new StringBuilder();
    String from = person(random.nextInt(1 + random.nextInt(PEOPLE)));
    line(out, "From: " + from);
    line(out, "To: me@example.org, " + person(random.nextInt(PEOPLE)));
    line(out, "Subject: " + encoded(words(random, language, 3 + random.nextInt(6))));
    line(
        out,
        "Message-ID: <" + number + "." + Long.toHexString(random.nextLong()) + "@example.org>");
    if (number > 10 && random.nextInt(3) == 0) {
      line(out, "In-Reply-To: <" + (number - random.nextInt(9) - 1) + "@example.org>");
    }
    Instant date = Instant.parse("2016-01-01T00:00:00Z").plusSeconds(number * 3_000L);
    line(
        out, "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    line(out, "MIME-Version: 1.0");
    int size = 30 + random.nextInt(1 + random.nextInt(500));
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> html(out, random, language, size);
      case 3 -> attached(out, random, language, size);
      default -> plain(out, text(random, language, size));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A word that is the more frequent the lower its rank is, from 0 on.
  public String word(int language, int rank) {
    return vocabularies.get(language % FREQUENT.size()).get(rank);
  }

  /// A word as it comes in a text.
  public String word(SplittableRandom random) {
    return word(random, language(random));
  }

  private static int language(SplittableRandom random) {
    return Math.min(random.nextInt(FREQUENT.size()), random.nextInt(FREQUENT.size()));
  }

  private static void plain(StringBuilder out, String text) {
    line(out, "Content-Type: text/plain; charset=utf-8");
    line(out, "Content-Transfer-Encoding: 8bit");
    line(out, "");
    out.append(text);
  }

  private void html(StringBuilder out, SplittableRandom random, int language, int size) {
    line(out, "Content-Type: text/html; charset=utf-8");
    line(out, "");
    line(out, "<html><head><style>p { margin: 0 }</style></head><body>");
    for (String paragraph : text(random, language, size).split("\r\n", -1)) {
      line(out, "<p class=\"x\">" + paragraph.replace("&", "&amp;") + "</p>");
    }
    line(out, "</body></html>");
  }

  private void attached(StringBuilder out, SplittableRandom random, int language, int size) {
    line(out, "Content-Type: multipart/mixed; boundary=\"bound\"");
    line(out, "");
    line(out, "--bound");
    plain(out, text(random, language, size));
    line(out, "--bound");
    line(out, "Content-Type: text/plain; charset=utf-8; name=\"notes.txt\"");
    line(out, "Content-Disposition: attachment; filename=\"notes.txt\"");
    line(out, "Content-Transfer-Encoding: base64");
    line(out, "");
    byte[] text = text(random, language, 60).getBytes(StandardCharsets.UTF_8);
    line(out, Base64.getMimeEncoder().encodeToString(text));
    line(out, "--bound--");
  }

  private String text(SplittableRandom random, int language, int words) {
    var text = new StringBuilder();
    for (int done = 0; done < words; ) {
      int some = 5 + random.nextInt(9);
      line(text, words(random, language, some));
      done += some;
    }
    return text.toString();
  }

  private String words(SplittableRandom random, int language, int count) {
    var words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(word(random, language));
    }
    return words.append(random.nextInt(3) == 0 ? "." : "").toString();
  }

  private String word(SplittableRandom random, int language) {
    if (random.nextInt(5) < 2) {
      List<String> frequent = FREQUENT.get(language);
      return frequent.get(random.nextInt(frequent.size()));
    }
    double wanted = random.nextDouble() * cumulated[VOCABULARY - 1];
    int rank = Arrays.binarySearch(cumulated, wanted);
    return vocabularies.get(language).get(rank < 0 ? Math.min(-rank - 1, VOCABULARY - 1) : rank);
  }

  private List<String> vocabulary(int language) {
    var random = new SplittableRandom(seed + language);
    List<String> words = new ArrayList<>(VOCABULARY);
    String[] endings = {"", "s", "en", "er", "ing", "tion", "e", "o", "a"};
    for (int i = 0; i < VOCABULARY; i++) {
      var word = new StringBuilder();
      for (int syllables = 1 + random.nextInt(4); syllables >= 0; syllables--) {
        word.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
      }
      words.add(word.append(endings[random.nextInt(endings.length)]).toString());
    }
    return words;
  }

  private static String person(int number) {
    String name = SYLLABLES.get(number % 30) + SYLLABLES.get(number / 30 % 30) + "son";
    return name.toUpperCase(Locale.ROOT).charAt(0)
        + name.substring(1)
        + " <"
        + name
        + number
        + "@example.com>";
  }

  private static String encoded(String text) {
    return text.chars().allMatch(c -> c < 0x80)
        ? text
        : "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }

  private static void line(StringBuilder out, String line) {
    out.append(line).append("\r\n");
  }
}
