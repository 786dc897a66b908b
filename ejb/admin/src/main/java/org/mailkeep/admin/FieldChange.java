package org.mailkeep.admin;

/// A change of one field.
///
/// @param pointer where it stands in the request, for errors
/// @param action what to do
/// @param field which field
/// @param value with what
public record FieldChange(String pointer, Action action, String field, FieldValue value) {
  /// What to do with a field.
  public enum Action {
    /// Replace it.
    SET,
    /// Add one item to a list; nothing when it is there already.
    ADD_ITEM,
    /// Take one item out of a list; nothing when it is not there.
    REMOVE_ITEM
  }

  /// Sets a field, as the body of a creation does.
  public static FieldChange set(String field, FieldValue value) {
    return new FieldChange("/" + field, Action.SET, field, value);
  }
}
