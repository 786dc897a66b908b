package org.mailkeep.launcher;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.Scalar;
import org.mailkeep.settings.Setting;

/// A store or a directory that was chosen.
///
/// @param id below its table
/// @param form of its kind
/// @param values that were given, by keys below the id, as a file writes them
record Chosen(String id, Form form, Map<String, String> values) {
  Chosen {
    values = new LinkedHashMap<>(values);
  }

  /// What its table holds, in order.
  Map<String, String> lines() {
    var lines = new LinkedHashMap<String, String>();
    lines.put("type", '"' + form.kind() + '"');
    lines.putAll(values);
    return lines;
  }

  /// A setting's key below the id: `tls.enable`.
  static String name(Setting<?> setting) {
    String key = setting.key();
    return key.substring(key.indexOf(">.") + 2);
  }

  /// An answer as a file writes it; empty when it is not of the setting's type. A secret is one
  /// text, whatever is in it: hashes have commas.
  static Optional<String> written(Setting<?> setting, Question.Manner manner, String answer) {
    return switch (manner) {
      case SHOWN -> written(setting, answer);
      case HIDDEN -> whole(setting, answer);
      case HASHED -> whole(setting, answer.isEmpty() ? answer : PasswordText.of(answer));
    };
  }

  private static <T> Optional<String> whole(Setting<T> setting, String answer) {
    return setting.type().read(RawValue.text(answer)).map(setting.type()::print);
  }

  private static <T> Optional<String> written(Setting<T> setting, String answer) {
    List<Scalar> items =
        Arrays.stream(answer.split(",", -1)).map(String::strip).map(Scalar::text).toList();
    Optional<T> several =
        items.size() < 2 ? Optional.empty() : setting.type().read(new RawValue(items, true));
    return several
        .or(() -> setting.type().read(RawValue.text(plain(setting, answer))))
        .map(setting.type()::print);
  }

  private static String plain(Setting<?> setting, String answer) {
    if (!setting.type().name().equals("boolean")) {
      return answer;
    }
    return switch (answer) {
      case "yes", "y" -> "true";
      case "no", "n" -> "false";
      default -> answer;
    };
  }
}
