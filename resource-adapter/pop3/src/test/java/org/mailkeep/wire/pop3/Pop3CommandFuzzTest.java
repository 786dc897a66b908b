package org.mailkeep.wire.pop3;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever a client sends is a command or a syntax error.
final class Pop3CommandFuzzTest {
  @FuzzTest
  void understandsOrRefuses(byte[] input) {
    try {
      CommandParser.parse(input);
    } catch (SyntaxException e) {
      // a reply to the client
    }
  }
}
