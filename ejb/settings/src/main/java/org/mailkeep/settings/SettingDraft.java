package org.mailkeep.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A declaration in the making; [#says] completes it. Used by one thread.
///
/// @param <T> the type of the setting's value
public final class SettingDraft<T> {

  private final KeyPattern pattern;
  private final ValueType<T> type;
  private final List<KeyPattern> oldKeys = new ArrayList<>();
  private Fallback<T> fallback = new Fallback.Absent<>("");
  private Applies applies = Applies.ON_RELOAD;
  private Optional<String> refersTo = Optional.empty();
  private boolean content;
  private boolean secret;

  SettingDraft(String key, ValueType<T> type) {
    this.pattern = KeyPattern.of(key);
    this.type = type;
  }

  /// The value when the file does not say.
  public SettingDraft<T> or(T value) {
    fallback = new Fallback.Value<>(value);
    return this;
  }

  /// The value when the file does not say, as text of the file: `50m`, `100/1d`.
  ///
  /// @throws IllegalArgumentException when the text is not of this setting's type
  public SettingDraft<T> orText(String text) {
    return or(
        type.read(RawValue.text(text))
            .orElseThrow(() -> new IllegalArgumentException(pattern + " = " + text)));
  }

  /// Takes another setting's value when the file does not say. The other's places must be the first
  /// of this one's.
  public SettingDraft<T> orSameAs(Setting<T> other) {
    fallback = new Fallback.Of<>(other);
    return this;
  }

  /// Absent when the file does not say.
  ///
  /// @param meaning what happens then, for the reference page: "the machine's name"
  public SettingDraft<T> unsetMeans(String meaning) {
    fallback = new Fallback.Absent<>(meaning);
    return this;
  }

  /// The file must say: always for a key without places, otherwise when it names the id.
  public SettingDraft<T> required() {
    fallback = new Fallback.Required<>();
    return this;
  }

  /// A change takes effect at the next start only.
  public SettingDraft<T> onRestart() {
    applies = Applies.ON_RESTART;
    return this;
  }

  /// Another spelling that the reader takes for this key; it has the same places.
  public SettingDraft<T> formerly(String oldKey) {
    var old = KeyPattern.of(oldKey);
    if (old.places() != pattern.places()) {
      throw new IllegalArgumentException(oldKey + " and " + pattern + " differ in places for ids");
    }
    oldKeys.add(old);
    return this;
  }

  /// The value must be an id of this table, such as `store`, when the file gives it.
  public SettingDraft<T> idOf(String table) {
    refersTo = Optional.of(table);
    return this;
  }

  /// The value may be `file:///path`, whose content it then is.
  public SettingDraft<T> content() {
    content = true;
    return this;
  }

  /// The value must never be shown. It may be `file:///path`, whose content it then is.
  public SettingDraft<T> secret() {
    content = true;
    secret = true;
    return this;
  }

  /// Completes the declaration.
  ///
  /// @param description one or more sentences, with a full stop
  public Setting<T> says(String description) {
    return new Setting<>(
        pattern,
        type,
        new Setting.Traits<>(
            fallback, applies, List.copyOf(oldKeys), refersTo, content, secret, description));
  }
}
