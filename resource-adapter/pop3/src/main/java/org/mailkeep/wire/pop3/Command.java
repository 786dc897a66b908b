package org.mailkeep.wire.pop3;

import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.Claim;

/// A client command, whole and checked. The sub-interfaces say when it is allowed (RFC 1939 §3).
///
/// APOP (RFC 1939 §7) is not among them: it wants the password itself to be stored, and proves it
/// by MD5.
public sealed interface Command {
  /// Allowed before login and after it.
  sealed interface InAnyState extends Command {}

  /// Allowed in AUTHORIZATION.
  sealed interface BeforeLogin extends Command {}

  /// Allowed in TRANSACTION.
  sealed interface AfterLogin extends Served {}

  /// What the listener executes; the rest concerns the connection alone.
  sealed interface Served extends Command {
    /// Its name on the wire.
    String verb();
  }

  /// CAPA (RFC 2449 §5).
  record Capa() implements InAnyState, Served {
    @Override
    public String verb() {
      return "CAPA";
    }
  }

  /// LANG (RFC 6856 §3).
  ///
  /// @param range of languages, `*` for the server's choice; null to list them
  record Lang(@Nullable String range) implements InAnyState, Served {
    @Override
    public String verb() {
      return "LANG";
    }
  }

  /// QUIT (RFC 1939 §5, §6).
  record Quit() implements InAnyState, Served {
    @Override
    public String verb() {
      return "QUIT";
    }
  }

  /// USER (RFC 1939 §7).
  ///
  /// @param name prepared by SASLprep (RFC 6856 §2.2), not empty
  record User(String name) implements BeforeLogin, Served {
    @Override
    public String verb() {
      return "USER";
    }
  }

  /// PASS (RFC 1939 §7); with the name of USER it becomes a [Login].
  record Pass(String password) implements BeforeLogin {
    /// Without the password.
    @Override
    public String toString() {
      return "Pass[]";
    }
  }

  /// AUTH (RFC 5034 §4); its exchange becomes a [Login].
  ///
  /// @param mechanism in upper case
  /// @param initial response in base64, `=` for an empty one, or null
  record Auth(String mechanism, @Nullable String initial) implements BeforeLogin, Served {
    @Override
    public String verb() {
      return "AUTH";
    }

    /// Without the response.
    @Override
    public String toString() {
      return "Auth[mechanism=" + mechanism + "]";
    }
  }

  /// AUTH alone: lists the mechanisms. QUIRK: Outlook and Netscape ask POP3 so for mechanisms,
  /// which no RFC has.
  record ListMechanisms() implements BeforeLogin, Served {
    @Override
    public String verb() {
      return "AUTH";
    }
  }

  /// Who the client says it is, by USER and PASS or by AUTH.
  record Login(Claim claim) implements BeforeLogin, Served {
    @Override
    public String verb() {
      return "LOGIN";
    }
  }

  /// STLS (RFC 2595 §4).
  record Stls() implements BeforeLogin {}

  /// UTF8 (RFC 6856 §2.1).
  record Utf8() implements BeforeLogin, Served {
    @Override
    public String verb() {
      return "UTF8";
    }
  }

  /// STAT (RFC 1939 §5).
  record Stat() implements AfterLogin {
    @Override
    public String verb() {
      return "STAT";
    }
  }

  /// LIST (RFC 1939 §5).
  ///
  /// @param message its number, or 0 for all
  record ListSizes(int message) implements AfterLogin {
    @Override
    public String verb() {
      return "LIST";
    }
  }

  /// UIDL (RFC 1939 §7).
  ///
  /// @param message its number, or 0 for all
  record ListIds(int message) implements AfterLogin {
    @Override
    public String verb() {
      return "UIDL";
    }
  }

  /// RETR (RFC 1939 §5).
  record Retrieve(int message) implements AfterLogin {
    @Override
    public String verb() {
      return "RETR";
    }
  }

  /// TOP (RFC 1939 §7).
  ///
  /// @param lines of the body
  record Top(int message, int lines) implements AfterLogin {
    @Override
    public String verb() {
      return "TOP";
    }
  }

  /// DELE (RFC 1939 §5).
  record Delete(int message) implements AfterLogin {
    @Override
    public String verb() {
      return "DELE";
    }
  }

  /// RSET (RFC 1939 §5).
  record Reset() implements AfterLogin {
    @Override
    public String verb() {
      return "RSET";
    }
  }

  /// NOOP (RFC 1939 §5).
  record Noop() implements AfterLogin {
    @Override
    public String verb() {
      return "NOOP";
    }
  }
}
