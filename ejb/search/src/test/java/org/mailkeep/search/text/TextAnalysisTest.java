package org.mailkeep.search.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;

final class TextAnalysisTest {
  private final TextAnalysis analysis = new TextAnalysis(Language.ENGLISH);

  /// A sentence of each language, and a search that must find it by another form of a word.
  private record Sample(Language language, String text, String form) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              Language.ENGLISH,
              "The meetings of the committee were moved to the next week because of the weather.",
              "meeting"),
          new Sample(
              Language.GERMAN,
              "Wir haben die Häuser gesehen, die nicht weit von der Stadt sind, und sie gekauft.",
              "Haus"),
          new Sample(
              Language.FRENCH,
              "Les chevaux que nous avons vus dans le pré sont à la famille de mon ami.",
              "cheval"),
          new Sample(
              Language.SPANISH,
              "Las canciones que escuchamos en la fiesta de los vecinos eran muy antiguas.",
              "canción"),
          new Sample(
              Language.ITALIAN,
              "I libri che ho comprato per mia sorella sono sul tavolo della cucina, non in casa.",
              "libro"),
          new Sample(
              Language.PORTUGUESE,
              "As cidades que visitamos não são muito grandes, mas os museus foram ótimos.",
              "cidade"),
          new Sample(
              Language.DUTCH,
              "De vergaderingen van het bestuur zijn naar volgende week verplaatst, en dat is"
                  + " goed.",
              "vergadering"),
          new Sample(
              Language.SWEDISH,
              "Husen som vi såg på vägen till staden var inte dyra och vi köpte ett av dem.",
              "hus"),
          new Sample(
              Language.DANISH,
              "Bøgerne, som jeg har købt til min søster, er på bordet, og de er ikke dyre.",
              "bog"),
          new Sample(
              Language.NORWEGIAN,
              "Bilene som vi så på veien til byen var ikke dyre, men de hadde mye å by på.",
              "bil"),
          new Sample(
              Language.FINNISH,
              "Talossa oli monta huonetta, ja me olimme siellä koska se on vanha ja kaunis.",
              "talo"),
          new Sample(
              Language.HUNGARIAN,
              "A házakban sok ember van, és nem tudjuk, hogy ez mit jelent a város számára.",
              "ház"),
          new Sample(
              Language.TURKISH,
              "Evler çok güzel ama bu şehirde her şey için daha fazla para ve zaman gerekiyor.",
              "ev"),
          new Sample(
              Language.RUSSIAN,
              "Мы купили новые книги для нашей библиотеки, и они уже на столе, но не все.",
              "книга"),
          new Sample(
              Language.BULGARIAN,
              "Това са градовете, които ние видяхме през лятото, и те са много красиви.",
              "градове"),
          new Sample(
              Language.GREEK,
              "Τα βιβλία που αγόρασα για την αδελφή μου είναι στο τραπέζι και όχι στο σπίτι.",
              "βιβλίων"),
          new Sample(
              Language.ROMANIAN,
              "Cărțile pe care le-am cumpărat pentru sora mea sunt pe masă și nu în casă.",
              "carte"),
          new Sample(
              Language.CZECH,
              "Knihy, které jsme koupili pro naši sestru, jsou na stole a nejsou v domě.",
              "kniha"),
          new Sample(
              Language.ARABIC,
              "هذه هي الكتب التي اشتريتها من أجل أختي وهي على الطاولة في البيت",
              "كتب"),
          new Sample(
              Language.HINDI,
              "यह वह किताबें हैं जो मैंने अपनी बहन के लिए खरीदी थी और वे मेज पर हैं",
              "किताब"),
          new Sample(
              Language.INDONESIAN,
              "Kami telah membaca buku yang ada di meja itu dan tidak dapat melupakannya.",
              "lupa"));

  @Test
  void tellsLanguages() {
    for (Sample sample : SAMPLES) {
      assertEquals(sample.language(), analysis.language(sample.text()), sample.text());
    }
    assertTrue(SAMPLES.size() >= 17);
  }

  @Test
  void findsOtherFormsOfAWordInEachLanguage() {
    List<Sample> missed =
        SAMPLES.stream()
            .filter(sample -> !meaning(sample.form()).matches(document(sample.text())))
            .toList();
    assertEquals(List.of(), missed);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (Sample sample : SAMPLES) {
      assertFalse(meaning("zeppelin").matches(document(sample.text())), sample.text());
    }
  }

  @Test
  void aTextWithoutFrequentWordsHasTheDefaultLanguage() {
    assertEquals(Language.ENGLISH, analysis.language("Invoice 4711"));
    assertEquals(Language.FRENCH, new TextAnalysis(Language.FRENCH).language("4711"));
  }

  @Test
  void lettersAndDigitsAreWordsEverythingElsePartsThem() {
    assertEquals(
        List.of("john", "doe", "example", "org", "re", "5", "mp", "3", "l", "été"),
        words("John.Doe@example.ORG Re: 5 mp3, l'été"));
    assertEquals(List.of("日", "本", "語", "abc", "カタカナ"), words("日本語ABC、カタカナ"));
    assertEquals(List.of("ファイル"), words("ﾌｧｲﾙ"));
    assertEquals(List.of("file"), words("\uFB01le"));
    assertEquals(List.of(), words(" ,;-_ \u200B"));
    assertEquals(List.of("किताब"), words("किताब"));
  }

  @Test
  void aWordLongerThanAnyComesInPieces() {
    String longest = "x".repeat(64);
    assertTrue(analysis.split(longest + " y").isWhole());
    assertEquals(List.of(longest, "x"), words(longest + "x"));
    assertFalse(analysis.split(longest + "x").isWhole());
  }

  @Test
  void marksOfLatinLettersDoNotMatter() {
    assertTrue(meaning("Muller").matches(document("Frau Müller")));
    assertTrue(meaning("strasse").matches(document("Straße")));
    assertTrue(meaning("müller").matches(document("MÜLLER")));
  }

  @Test
  void partsOfWordsAndPhrasesAreFound() {
    SearchDocument document = document("Please find the invoice attached, John Winter");
    assertTrue(meaning("voic").matches(document));
    assertTrue(meaning("invoice att").matches(document));
    assertTrue(meaning("john  winter").matches(document));
    assertFalse(meaning("winter john").matches(document));
    assertEquals(Optional.empty(), analysis.meaning(SearchField.TEXT, " - "));
  }

  @Test
  void aDocumentTakesNoMoreWordsThanItMay() {
    DocumentDraft draft = analysis.draft(3);
    draft.add(SearchField.BODY, "one two");
    assertTrue(draft.isComplete());
    draft.add(SearchField.SUBJECT, "three four");
    assertFalse(draft.isComplete());
    SearchDocument document = draft.document(new AccountId(1), new EmailId(1));
    assertTrue(meaning("three").matches(document));
    assertFalse(meaning("four").matches(document));
  }

  @Test
  void idsAreFoldedAndBounded() {
    assertEquals("<a@b>", analysis.id("<A@b>").orElseThrow());
    assertTrue(analysis.id("<" + "x".repeat(70) + ">").isEmpty());
    assertTrue(analysis.id("<a b>").isEmpty());
  }

  private List<String> words(String text) {
    return analysis.split(text).words();
  }

  private SearchQuery meaning(String text) {
    return analysis.meaning(SearchField.TEXT, text).orElseThrow();
  }

  private SearchDocument document(String text) {
    DocumentDraft draft = analysis.draft(1_000);
    draft.add(SearchField.BODY, text);
    SearchDocument document = draft.document(new AccountId(1), new EmailId(1));
    assertEquals(Map.of(SearchField.BODY, document.texts(SearchField.BODY)), document.fields());
    return document;
  }
}
