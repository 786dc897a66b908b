package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.Access;
import org.mailkeep.wire.imap.Command.Resync;

/// Reads SELECT, CREATE and STATUS.
final class MailboxSyntax {
  private MailboxSyntax() {}

  // select = "SELECT" SP mailbox [SP "(" select-param *(SP select-param) ")"]   RFC 4466 §2.1
  static Command select(Cursor in, Access access) throws SyntaxException, IOException {
    String mailbox = in.space().named();
    Parameters parameters = new Parameters();
    if (in.take(' ')) {
      in.list(parameters::read);
    }
    return new Command.Select(mailbox, access, parameters.condstore, parameters.resync);
  }

  private static final class Parameters {
    private boolean condstore;
    private @Nullable Resync resync;

    // select-param = "CONDSTORE" / "QRESYNC" SP "(" … ")"   RFC 7162 §7
    void read(Cursor in) throws SyntaxException, IOException {
      switch (in.word()) {
        case "CONDSTORE" -> condstore = true;
        case "QRESYNC" -> resync = resync(in.space());
        default -> throw new SyntaxException("Unknown parameter");
      }
    }
  }

  // "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"   RFC 7162 §7
  private static Resync resync(Cursor in) throws SyntaxException, IOException {
    in.expect('(');
    long validity = in.positive();
    long modSeq = in.space().number64();
    SequenceSet known = null;
    if (in.take(' ') && in.peek() != '(') {
      known = SequenceSyntax.sequenceSet(in);
      in.take(' ');
    }
    boolean numbered = in.take('(');
    if (numbered) {
      SequenceSyntax.sequenceSet(in);
      SequenceSyntax.sequenceSet(in.space());
      in.expect(')');
    }
    in.expect(')');
    return new Resync(validity, modSeq, known, numbered);
  }

  // create = "CREATE" SP mailbox [SP "(" "USE" SP "(" [use-attr *(SP use-attr)] ")" ")"]  RFC 6154
  // §6
  static Command create(Cursor in) throws SyntaxException, IOException {
    String mailbox = in.space().mailbox();
    Set<String> uses = new HashSet<>();
    if (in.take(' ')) {
      in.list(parameter -> {
        if (!parameter.takeWord("USE")) {
          throw new SyntaxException("Unknown parameter");
        }
        parameter.space().listOrNone(use -> uses.add(use(use)));
      });
    }
    return new Command.Create(mailbox, uses);
  }

  // use-attr = "\" atom
  private static String use(Cursor in) throws SyntaxException {
    return "\\" + in.expect('\\').atom();
  }

  // status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
  static Command status(Cursor in) throws SyntaxException, IOException {
    String mailbox = in.space().named();
    return new Command.Status(mailbox, statusItems(in.space()));
  }

  static List<StatusItem> statusItems(Cursor in) throws SyntaxException, IOException {
    List<StatusItem> items = new ArrayList<>();
    in.list(item -> items.add(statusItem(item.word())));
    return items.stream().distinct().toList();
  }

  private static StatusItem statusItem(String word) throws SyntaxException {
    return switch (word) {
      case "MESSAGES" -> StatusItem.MESSAGES;
      case "RECENT" -> StatusItem.RECENT;
      case "UIDNEXT" -> StatusItem.UIDNEXT;
      case "UIDVALIDITY" -> StatusItem.UIDVALIDITY;
      case "UNSEEN" -> StatusItem.UNSEEN;
      case "DELETED" -> StatusItem.DELETED;
      case "SIZE" -> StatusItem.SIZE;
      case "HIGHESTMODSEQ" -> StatusItem.HIGHESTMODSEQ;
      case "APPENDLIMIT" -> StatusItem.APPENDLIMIT;
      case "MAILBOXID" -> StatusItem.MAILBOXID;
      case "DELETED-STORAGE" -> StatusItem.DELETED_STORAGE;
      default -> throw new SyntaxException("Unknown status item");
    };
  }
}
