package org.mailkeep.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Cron;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.Rate;

/// One setting, declared once.
///
/// ```java
/// public static final Setting<Integer> MAX_CONNECTIONS =
///     Setting.integer("server.max-connections", 1, 1_000_000).or(8192)
///         .says("Connections that one listener holds at once.");
/// ```
///
/// A key may have places for ids in angle brackets: `server.listener.<id>.bind`. Settings are equal
/// only to themselves.
///
/// @param <T> the type of its value
public final class Setting<T> {

  private final KeyPattern pattern;
  private final ValueType<T> type;
  private final Traits<T> traits;

  /// What a declaration says beside key and type.
  record Traits<T>(
      Fallback<T> fallback,
      Applies applies,
      List<KeyPattern> oldKeys,
      Optional<String> refersTo,
      boolean content,
      boolean secret,
      String description) {}

  Setting(KeyPattern pattern, ValueType<T> type, Traits<T> traits) {
    this.pattern = pattern;
    this.type = type;
    this.traits = traits;
  }

  /// A setting of any type.
  public static <T> SettingDraft<T> of(String key, ValueType<T> type) {
    return new SettingDraft<>(key, type);
  }

  /// Text.
  public static SettingDraft<String> text(String key) {
    return of(key, ValueTypes.TEXT);
  }

  /// A constant where older files wrote an expression; see [ValueTypes#CONSTANT].
  public static SettingDraft<String> constant(String key) {
    return of(key, ValueTypes.CONSTANT);
  }

  /// `true` or `false`.
  public static SettingDraft<Boolean> bool(String key) {
    return of(key, ValueTypes.BOOLEAN);
  }

  /// A whole number between two bounds, both included.
  public static SettingDraft<Integer> integer(String key, int least, int most) {
    return of(key, ValueTypes.integer(least, most));
  }

  /// A whole number between two bounds, both included.
  public static SettingDraft<Long> whole(String key, long least, long most) {
    return of(key, ValueTypes.whole(least, most));
  }

  /// A span of time, more than zero.
  public static SettingDraft<Duration> duration(String key) {
    return of(key, ValueTypes.DURATION_TYPE);
  }

  /// A size in bytes.
  public static SettingDraft<DataSize> size(String key) {
    return of(key, ValueTypes.SIZE_TYPE);
  }

  /// So many events in a span of time; empty where the file says `unlimited`, `none` or `false`.
  public static SettingDraft<Optional<Rate>> rate(String key) {
    return of(key, ValueTypes.RATE_TYPE.orNone());
  }

  /// When something happens again and again.
  public static SettingDraft<Cron> schedule(String key) {
    return of(key, ValueTypes.CRON_TYPE);
  }

  /// One of an enum's constants, in lower case with hyphens.
  public static <E extends Enum<E>> SettingDraft<E> choice(String key, Class<E> constants) {
    return of(key, ValueTypes.choice(constants));
  }

  /// A path of the file system; relative ones start at the instance's folder.
  public static SettingDraft<Path> path(String key) {
    return of(key, ValueTypes.PATH);
  }

  /// A list; a single value in the file is a list of one.
  public static <T> SettingDraft<List<T>> list(String key, ValueType<T> items) {
    return of(key, items.list());
  }

  /// The key, with its places for ids.
  public String key() {
    return pattern.toString();
  }

  /// The key with these ids in its places, as a file writes it.
  public String key(String... ids) {
    return KeyPattern.written(pattern.fill(List.of(ids)));
  }

  /// How values are read and printed.
  public ValueType<T> type() {
    return type;
  }

  /// What it is when the file does not say.
  public Fallback<T> fallback() {
    return traits.fallback();
  }

  /// When a change takes effect.
  public Applies applies() {
    return traits.applies();
  }

  /// One or more sentences on what it does.
  public String description() {
    return traits.description();
  }

  /// Spellings of other versions that the reader takes for this key.
  public List<String> oldKeys() {
    return traits.oldKeys().stream().map(KeyPattern::toString).toList();
  }

  /// The table whose ids are the only values allowed, such as `store`.
  public Optional<String> refersTo() {
    return traits.refersTo();
  }

  /// Whether `file:///path` as a value stands for the file's content.
  public boolean content() {
    return traits.content();
  }

  /// Whether the value must never be shown.
  public boolean secret() {
    return traits.secret();
  }

  KeyPattern pattern() {
    return pattern;
  }

  List<KeyPattern> oldPatterns() {
    return traits.oldKeys();
  }

  @Override
  public String toString() {
    return key();
  }
}
