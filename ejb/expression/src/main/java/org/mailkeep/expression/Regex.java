package org.mailkeep.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A regular expression, compiled. It is found anywhere in a text unless it says `^` and `$`, in
/// time that grows with the text alone.
public final class Regex {
  private final Pattern pattern;

  private Regex(Pattern pattern) {
    this.pattern = pattern;
  }

  /// A regular expression, or what is wrong with it.
  public sealed interface Compiled {
    /// It can be looked for.
    record Good(Regex regex) implements Compiled {}

    /// It is none, or too large.
    record Bad(String why) implements Compiled {}
  }

  /// Compiles one.
  public static Compiled compile(String text) {
    if (text.length() > Limits.REGEX) {
      return new Compiled.Bad("is longer than " + Limits.REGEX + " characters");
    }
    if (new RegexSize(text).steps() > Limits.REGEX_STEPS) {
      return new Compiled.Bad("repeats too much");
    }
    try {
      return new Compiled.Good(new Regex(Pattern.compile(text)));
    } catch (PatternSyntaxException e) {
      return new Compiled.Bad("is none: " + e.getDescription());
    }
  }

  int groups() {
    return pattern.groupCount();
  }

  /// What all of it and each group match; empty when it is not found.
  ///
  /// @throws ExpressionException when the text is too long
  public Optional<List<String>> find(String text) {
    if (text.length() > Limits.SUBJECT) {
      throw new ExpressionException("a text for matches() is too long");
    }
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var groups = new ArrayList<String>(matcher.groupCount() + 1);
    for (int i = 0; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return Optional.of(groups);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regex regex && pattern.pattern().equals(regex.pattern.pattern());
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
