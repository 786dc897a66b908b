package org.mailkeep.wire.imap;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever a client sends is a command or a syntax error.
final class CommandParserFuzzTest {
  @FuzzTest
  void understandsOrRefuses(byte[] input) throws Exception {
    try {
      new TextInput(input).command(input.length % 2 == 0);
    } catch (SyntaxException | RefusedException e) {
      // a reply to the client
    }
  }
}
