package org.mailkeep.settings;

/// Where a value was written.
///
/// @param file the file's name as the operator gave it, or `overrides`
/// @param line from 1; 0 when there is none
public record Origin(String file, int line) {

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
