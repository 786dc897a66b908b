package org.mailkeep.launcher;

import java.nio.file.Path;

/// Files that stand for mailboxes: `Work/2026.mbox` for `Work/2026`. What no file can be called,
/// and `%`, is written as `%` and two digits.
final class MboxFile {
  private static final String ENDING = ".mbox";

  private MboxFile() {}

  /// The mailbox of a file.
  ///
  /// @param name from the folder of all on, with `/` between its parts
  static String mailbox(String name) {
    String plain = name.substring(0, name.length() - ENDING.length());
    var path = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      String digits =
          plain.substring(Math.min(plain.length(), i + 1), Math.min(plain.length(), i + 3));
      if (plain.charAt(i) == '%' && digits.matches("[0-9a-f]{2}")) {
        path.append((char) Integer.parseInt(digits, 16));
        i += 2;
      } else {
        path.append(plain.charAt(i));
      }
    }
    return path.toString();
  }

  /// The file of a mailbox.
  static Path of(Path folder, String mailbox) {
    Path file = folder;
    String[] names = mailbox.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      file = file.resolve(encoded(names[i]) + (i == names.length - 1 ? ENDING : ""));
    }
    return file;
  }

  private static String encoded(String name) {
    var out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean strange = c < ' ' || "%\\:*?\"<>|".indexOf(c) >= 0 || (i == 0 && c == '.');
      out.append(strange ? String.format("%%%02x", (int) c) : String.valueOf(c));
    }
    return out.toString();
  }
}
