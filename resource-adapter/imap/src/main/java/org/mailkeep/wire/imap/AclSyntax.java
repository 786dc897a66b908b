package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads the commands of access control lists (RFC 4314 §7).
final class AclSyntax {
  private AclSyntax() {}

  // setacl = "SETACL" SP mailbox SP identifier SP mod-rights
  static Command set(Cursor in) throws SyntaxException, IOException {
    String mailbox = in.space().mailbox();
    String identifier = identifier(in.space());
    String rights = rights(in.space());
    Command.StoreMode mode =
        switch (rights.isEmpty() ? ' ' : rights.charAt(0)) {
          case '+' -> Command.StoreMode.ADD;
          case '-' -> Command.StoreMode.REMOVE;
          default -> Command.StoreMode.REPLACE;
        };
    String letters = mode == Command.StoreMode.REPLACE ? rights : rights.substring(1);
    return new Command.SetAcl(mailbox, identifier, mode, letters);
  }

  // identifier = astring; an empty one is BAD: RFC 4314 §3
  private static String identifier(Cursor in) throws SyntaxException, IOException {
    String identifier = in.text();
    if (identifier.isEmpty()) {
      throw new SyntaxException("Empty identifier");
    }
    return identifier;
  }

  // rights = astring, of letters in lower case and digits
  private static String rights(Cursor in) throws SyntaxException, IOException {
    String rights = Cursor.decode(in.astring(), StandardCharsets.US_ASCII);
    for (int i = 0; i < rights.length(); i++) {
      char c = rights.charAt(i);
      boolean mode = i == 0 && (c == '+' || c == '-');
      if (!mode && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        throw new SyntaxException("Invalid rights"); // upper case is BAD: RFC 4314 §3.1
      }
    }
    return rights;
  }

  // deleteacl = "DELETEACL" SP mailbox SP identifier
  static Command delete(Cursor in) throws SyntaxException, IOException {
    String mailbox = in.space().mailbox();
    return new Command.DeleteAcl(mailbox, identifier(in.space()));
  }

  // listrights = "LISTRIGHTS" SP mailbox SP identifier
  static Command listRights(Cursor in) throws SyntaxException, IOException {
    String mailbox = in.space().mailbox();
    return new Command.ListRights(mailbox, identifier(in.space()));
  }
}
