package org.mailkeep.wire.imap;

import java.util.Locale;

/// What commands are called, made once for each kind.
final class Verbs {
  private static final ClassValue<String> VERBS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          if (type == Command.ListMailboxes.class) {
            return "LIST";
          }
          return type == Command.ThreadMessages.class
              ? "THREAD"
              : type.getSimpleName().toUpperCase(Locale.ROOT);
        }
      };

  private Verbs() {}

  static String of(Command command) {
    return VERBS.get(command.getClass());
  }
}
