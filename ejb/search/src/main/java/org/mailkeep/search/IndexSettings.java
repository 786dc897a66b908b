package org.mailkeep.search;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.search.text.Language;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;

/// The settings of the full-text index.
public final class IndexSettings {
  /// What language is assumed.
  public static final Setting<String> LANGUAGE =
      Setting.text("storage.full-text.default-language")
          .formerly("storage.fts.default-language")
          .formerly("jmap.fts.default-language")
          .or(Language.ENGLISH.code())
          .onRestart()
          .says(
              "The language of messages whose language cannot be told: two letters (ISO 639-1)."
                  + " Messages that are indexed already stay as they are until they are indexed"
                  + " anew.");

  /// How much of a message.
  public static final Setting<DataSize> TEXT =
      Setting.size("storage.full-text.message.text")
          .or(new DataSize(DocumentLimits.DEFAULT.characters()))
          .onRestart()
          .says(
              "Characters of a message's texts that are indexed, at most 16m. Searches read a"
                  + " message that has more.");

  /// How many words.
  public static final Setting<Integer> WORDS =
      Setting.integer("storage.full-text.message.words", 100, 1_000_000)
          .or(DocumentLimits.DEFAULT.words())
          .onRestart()
          .says("Words of a message that are indexed. Searches read a message that has more.");

  /// How many at a time.
  public static final Setting<Integer> BATCH =
      Setting.integer("storage.full-text.batch", 1, 10_000)
          .or(IndexingRules.DEFAULT.batch())
          .onRestart()
          .says("Messages that are indexed at a time.");

  /// How long to wait.
  public static final Setting<Duration> PAUSE =
      Setting.duration("storage.full-text.pause")
          .or(IndexingRules.DEFAULT.pause())
          .onRestart()
          .says(
              "How long no mail must have come in before new mail is indexed, so that it comes in"
                  + " quickly and is indexed many messages at a time. Searches read what is not"
                  + " indexed yet.");

  /// How long at most.
  public static final Setting<Duration> LONGEST_PAUSE =
      Setting.duration("storage.full-text.longest-pause")
          .or(IndexingRules.DEFAULT.longestPause())
          .onRestart()
          .says("How long new mail may wait to be indexed while more keeps coming in.");

  /// How late is too late.
  public static final Setting<Duration> PATIENCE =
      Setting.duration("storage.full-text.behind")
          .or(IndexingRules.DEFAULT.patience())
          .onRestart()
          .says(
              "How long something may wait to be indexed before an event (`index.late`) and the"
                  + " warnings of `/healthz/ready` tell of it.");

  /// The language is one that is known.
  public static final SettingRule KNOWN_LANGUAGE =
      (configuration, problems) -> {
        if (Language.of(configuration.get(LANGUAGE)).isEmpty()) {
          String known =
              Arrays.stream(Language.values())
                  .map(Language::code)
                  .collect(Collectors.joining(", "));
          problems.accept(configuration.problem("must be one of " + known, LANGUAGE));
        }
      };

  private static final long LARGEST = 16L << 20;

  private IndexSettings() {}

  /// What words consist of.
  public static TextAnalysis analysis(Configuration configuration) {
    return new TextAnalysis(Language.of(configuration.get(LANGUAGE)).orElse(Language.ENGLISH));
  }

  /// How much of a message is indexed.
  public static DocumentLimits limits(Configuration configuration) {
    return new DocumentLimits(
        (int) Math.clamp(configuration.get(TEXT).bytes(), 1L, LARGEST), configuration.get(WORDS));
  }

  /// How the indexer works.
  public static IndexingRules rules(Configuration configuration) {
    return new IndexingRules(
        configuration.get(BATCH),
        configuration.get(PAUSE),
        configuration.get(LONGEST_PAUSE),
        configuration.get(PATIENCE));
  }
}
