package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.mailkeep.kernel.Chance;

/// Passwords that are made up, and files that only the owner reads.
final class Secrets {

  /// 32 characters without look-alikes: five bits each.
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int LENGTH = 24;

  private final Chance chance;

  Secrets(Chance chance) {
    this.chance = chance;
  }

  /// A password of 120 bits.
  String password() {
    byte[] octets = chance.octets(LENGTH);
    var password = new StringBuilder(LENGTH);
    for (byte octet : octets) {
      password.append(LETTERS.charAt(octet & 31));
    }
    return password.toString();
  }

  /// Unpredictable octets.
  byte[] octets(int count) {
    return chance.octets(count);
  }

  /// Writes a file with mode 0600 from its first instant on, replacing what was there.
  static void write(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, mode);
    Files.writeString(file, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  /// Reads a password from the first line of a file.
  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }
}
