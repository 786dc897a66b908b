package org.mailkeep.search.text;

import java.util.Arrays;
import java.util.Optional;

/// The languages whose words are brought to their stems. Codes never change: they are on disks.
public enum Language {
  /// Arabic.
  ARABIC("ar", Script.ARABIC),
  /// Bulgarian.
  BULGARIAN("bg", Script.CYRILLIC),
  /// Catalan.
  CATALAN("ca", Script.LATIN),
  /// Czech.
  CZECH("cs", Script.LATIN),
  /// Danish.
  DANISH("da", Script.LATIN),
  /// German.
  GERMAN("de", Script.LATIN),
  /// Greek.
  GREEK("el", Script.GREEK),
  /// English.
  ENGLISH("en", Script.LATIN),
  /// Spanish.
  SPANISH("es", Script.LATIN),
  /// Estonian.
  ESTONIAN("et", Script.LATIN),
  /// Basque.
  BASQUE("eu", Script.LATIN),
  /// Persian.
  PERSIAN("fa", Script.ARABIC),
  /// Finnish.
  FINNISH("fi", Script.LATIN),
  /// French.
  FRENCH("fr", Script.LATIN),
  /// Irish.
  IRISH("ga", Script.LATIN),
  /// Hindi.
  HINDI("hi", Script.DEVANAGARI),
  /// Hungarian.
  HUNGARIAN("hu", Script.LATIN),
  /// Armenian.
  ARMENIAN("hy", Script.ARMENIAN),
  /// Indonesian.
  INDONESIAN("id", Script.LATIN),
  /// Italian.
  ITALIAN("it", Script.LATIN),
  /// Lithuanian.
  LITHUANIAN("lt", Script.LATIN),
  /// Latvian.
  LATVIAN("lv", Script.LATIN),
  /// Dutch.
  DUTCH("nl", Script.LATIN),
  /// Norwegian.
  NORWEGIAN("no", Script.LATIN),
  /// Portuguese.
  PORTUGUESE("pt", Script.LATIN),
  /// Romanian.
  ROMANIAN("ro", Script.LATIN),
  /// Russian.
  RUSSIAN("ru", Script.CYRILLIC),
  /// Serbian.
  SERBIAN("sr", Script.CYRILLIC),
  /// Swedish.
  SWEDISH("sv", Script.LATIN),
  /// Tamil.
  TAMIL("ta", Script.TAMIL),
  /// Turkish.
  TURKISH("tr", Script.LATIN);

  /// What letters a language is written in.
  enum Script {
    ARABIC,
    ARMENIAN,
    CYRILLIC,
    DEVANAGARI,
    GREEK,
    LATIN,
    TAMIL;

    /// The script of a letter; empty for others.
    static Optional<Script> of(int letter) {
      return switch (Character.UnicodeScript.of(letter)) {
        case ARABIC -> Optional.of(ARABIC);
        case ARMENIAN -> Optional.of(ARMENIAN);
        case CYRILLIC -> Optional.of(CYRILLIC);
        case DEVANAGARI -> Optional.of(DEVANAGARI);
        case GREEK -> Optional.of(GREEK);
        case LATIN -> Optional.of(LATIN);
        case TAMIL -> Optional.of(TAMIL);
        default -> Optional.empty();
      };
    }
  }

  private final String code;
  private final Script script;

  Language(String code, Script script) {
    this.code = code;
    this.script = script;
  }

  /// The language of a code; empty when it is not known.
  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /// Two letters (ISO 639-1).
  public String code() {
    return code;
  }

  Script script() {
    return script;
  }
}
