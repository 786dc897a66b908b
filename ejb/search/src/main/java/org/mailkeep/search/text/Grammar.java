package org.mailkeep.search.text;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.ArabicStemmer;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.HindiStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.IndonesianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/// What Lucene knows of languages: kept apart from their names, so that who reads settings needs no
/// Lucene.
final class Grammar {
  private Grammar() {}

  /// Words that every text of a language has, as [Words] makes them.
  static Set<String> frequent(Language language) {
    return stopWords(language).stream()
        .map(word -> new String((char[]) word).toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static CharArraySet stopWords(Language language) {
    return switch (language) {
      case ARABIC -> ArabicAnalyzer.getDefaultStopSet();
      case BULGARIAN -> BulgarianAnalyzer.getDefaultStopSet();
      case CATALAN -> CatalanAnalyzer.getDefaultStopSet();
      case CZECH -> CzechAnalyzer.getDefaultStopSet();
      case DANISH -> DanishAnalyzer.getDefaultStopSet();
      case GERMAN -> GermanAnalyzer.getDefaultStopSet();
      case GREEK -> GreekAnalyzer.getDefaultStopSet();
      case ENGLISH -> EnglishAnalyzer.getDefaultStopSet();
      case SPANISH -> SpanishAnalyzer.getDefaultStopSet();
      case ESTONIAN -> EstonianAnalyzer.getDefaultStopSet();
      case BASQUE -> BasqueAnalyzer.getDefaultStopSet();
      case PERSIAN -> PersianAnalyzer.getDefaultStopSet();
      case FINNISH -> FinnishAnalyzer.getDefaultStopSet();
      case FRENCH -> FrenchAnalyzer.getDefaultStopSet();
      case IRISH -> IrishAnalyzer.getDefaultStopSet();
      case HINDI -> HindiAnalyzer.getDefaultStopSet();
      case HUNGARIAN -> HungarianAnalyzer.getDefaultStopSet();
      case ARMENIAN -> ArmenianAnalyzer.getDefaultStopSet();
      case INDONESIAN -> IndonesianAnalyzer.getDefaultStopSet();
      case ITALIAN -> ItalianAnalyzer.getDefaultStopSet();
      case LITHUANIAN -> LithuanianAnalyzer.getDefaultStopSet();
      case LATVIAN -> LatvianAnalyzer.getDefaultStopSet();
      case DUTCH -> DutchAnalyzer.getDefaultStopSet();
      case NORWEGIAN -> NorwegianAnalyzer.getDefaultStopSet();
      case PORTUGUESE -> PortugueseAnalyzer.getDefaultStopSet();
      case ROMANIAN -> RomanianAnalyzer.getDefaultStopSet();
      case RUSSIAN -> RussianAnalyzer.getDefaultStopSet();
      case SERBIAN -> SerbianAnalyzer.getDefaultStopSet();
      case SWEDISH -> SwedishAnalyzer.getDefaultStopSet();
      case TAMIL -> TamilAnalyzer.getDefaultStopSet();
      case TURKISH -> TurkishAnalyzer.getDefaultStopSet();
    };
  }

  /// Words of a language, brought to their stems.
  static TokenStream stems(Language language, TokenStream words) {
    return switch (language) {
      case ARABIC -> snowball(words, new ArabicStemmer());
      case BULGARIAN -> new BulgarianStemFilter(words);
      case CATALAN -> snowball(words, new CatalanStemmer());
      case CZECH -> new CzechStemFilter(words);
      case DANISH -> snowball(words, new DanishStemmer());
      case GERMAN -> new GermanLightStemFilter(words);
      case GREEK -> new GreekStemFilter(new GreekLowerCaseFilter(words));
      case ENGLISH -> snowball(words, new EnglishStemmer());
      case SPANISH -> snowball(words, new SpanishStemmer());
      case ESTONIAN -> snowball(words, new EstonianStemmer());
      case BASQUE -> snowball(words, new BasqueStemmer());
      case PERSIAN -> new PersianStemFilter(words);
      case FINNISH -> snowball(words, new FinnishStemmer());
      case FRENCH -> new FrenchLightStemFilter(words);
      case IRISH -> snowball(words, new IrishStemmer());
      case HINDI -> snowball(words, new HindiStemmer());
      case HUNGARIAN -> snowball(words, new HungarianStemmer());
      case ARMENIAN -> snowball(words, new ArmenianStemmer());
      case INDONESIAN -> snowball(words, new IndonesianStemmer());
      case ITALIAN -> snowball(words, new ItalianStemmer());
      case LITHUANIAN -> snowball(words, new LithuanianStemmer());
      case LATVIAN -> new LatvianStemFilter(words);
      case DUTCH -> snowball(words, new DutchStemmer());
      case NORWEGIAN -> snowball(words, new NorwegianStemmer());
      case PORTUGUESE -> snowball(words, new PortugueseStemmer());
      case ROMANIAN -> snowball(words, new RomanianStemmer());
      case RUSSIAN -> snowball(words, new RussianStemmer());
      case SERBIAN -> snowball(words, new SerbianStemmer());
      case SWEDISH -> snowball(words, new SwedishStemmer());
      case TAMIL -> snowball(words, new TamilStemmer());
      case TURKISH -> snowball(words, new TurkishStemmer());
    };
  }

  private static TokenStream snowball(TokenStream words, SnowballStemmer stemmer) {
    return new SnowballFilter(words, stemmer);
  }
}
