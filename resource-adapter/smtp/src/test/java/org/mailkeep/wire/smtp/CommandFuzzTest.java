package org.mailkeep.wire.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever a line holds, it is a command or has a reply; what was read can be written and read
/// again.
class CommandFuzzTest {

  @FuzzTest
  void everyLineIsACommandOrHasAReply(byte[] line) throws SyntaxException {
    Command command;
    try {
      command = CommandParser.parse(line, 0, line.length);
    } catch (SyntaxException e) {
      assertTrue(e.reply().code() == 421 || e.reply().isPermanent());
      return;
    }
    switch (command) {
      case Command.Mail(var from, var with) -> {
        byte[] again = ("MAIL FROM:" + from).getBytes(StandardCharsets.UTF_8);
        var read = (Command.Mail) CommandParser.parse(again, 0, again.length);
        assertEquals(from, read.from());
        assertTrue(with.size() >= -1);
      }
      case Command.Rcpt(var to, var _) -> {
        byte[] again = ("RCPT TO:" + to).getBytes(StandardCharsets.UTF_8);
        assertEquals(to, ((Command.Rcpt) CommandParser.parse(again, 0, again.length)).to());
      }
      case Command.Bdat(long size, boolean _) -> assertTrue(size >= 0);
      case Command.Hello _, Command.Data _, Command.Rset _, Command.Vrfy _, Command.Expn _ -> {}
      case Command.Help _, Command.Noop _, Command.Quit _, Command.StartTls _ -> {}
      case Command.Auth _ -> {}
    }
  }
}
