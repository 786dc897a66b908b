package org.mailkeep.settings;

/// One plain value as it stood in the file.
///
/// @param kind what TOML took it for
/// @param text its text, without quotes; whole numbers in decimal
public record Scalar(Kind kind, String text) {

  /// The kinds of plain values of TOML that settings know.
  public enum Kind {
    /// A quoted string.
    TEXT,
    /// A whole number.
    INTEGER,
    /// A number with a fraction or an exponent.
    DECIMAL,
    /// `true` or `false`.
    BOOLEAN,
    /// A date, a time or both.
    MOMENT
  }

  /// A quoted string of this text.
  public static Scalar text(String text) {
    return new Scalar(Kind.TEXT, text);
  }
}
