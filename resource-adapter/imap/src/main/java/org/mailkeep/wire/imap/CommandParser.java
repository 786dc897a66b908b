package org.mailkeep.wire.imap;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.Access;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.sasl.Claim;

/// Makes commands of bytes (RFC 9051 §9). The table is the list of what we speak.
final class CommandParser {
  /// Reads the arguments of one verb, up to the end of the command.
  @FunctionalInterface
  private interface Syntax {
    Command parse(Cursor in) throws SyntaxException, IOException, RefusedException;
  }

  private static final String UID = "UID";

  private static final Map<String, Syntax> SYNTAX =
      Map.ofEntries(
          entry("CAPABILITY", _ -> new Command.Capability()),
          entry("NOOP", _ -> new Command.Noop()),
          entry("LOGOUT", _ -> new Command.Logout()),
          entry("ID", CommandParser::id),
          entry("STARTTLS", _ -> new Command.StartTls()),
          entry("AUTHENTICATE", CommandParser::authenticate),
          entry("LOGIN", CommandParser::login),
          entry("COMPRESS", in -> new Command.Compress(in.space().word())),
          entry("UNAUTHENTICATE", _ -> new Command.Unauthenticate()),
          entry("ENABLE", CommandParser::enable),
          entry("SELECT", in -> MailboxSyntax.select(in, Access.READ_WRITE)),
          entry("EXAMINE", in -> MailboxSyntax.select(in, Access.READ_ONLY)),
          entry("CREATE", MailboxSyntax::create),
          entry("DELETE", in -> new Command.Delete(in.space().named())),
          entry("RENAME", CommandParser::rename),
          entry("SUBSCRIBE", in -> new Command.Subscribe(in.space().named())),
          entry("UNSUBSCRIBE", in -> new Command.Unsubscribe(in.space().named())),
          entry("LIST", ListSyntax::list),
          entry("LSUB", CommandParser::lsub),
          entry("NAMESPACE", _ -> new Command.Namespace()),
          entry("STATUS", MailboxSyntax::status),
          entry("APPEND", AppendSyntax::append),
          entry("GETMETADATA", MetadataSyntax::get),
          entry("SETMETADATA", MetadataSyntax::set),
          entry("NOTIFY", NotifySyntax::notify),
          entry("REPLACE", in -> AppendSyntax.replace(in, Numbering.SEQUENCE)),
          entry("SETACL", AclSyntax::set),
          entry("DELETEACL", AclSyntax::delete),
          entry("GETACL", in -> new Command.GetAcl(in.space().mailbox())),
          entry("LISTRIGHTS", AclSyntax::listRights),
          entry("MYRIGHTS", in -> new Command.MyRights(in.space().mailbox())),
          entry("GETQUOTA", in -> new Command.GetQuota(in.space().text())),
          entry("GETQUOTAROOT", in -> new Command.GetQuotaRoot(in.space().mailbox())),
          entry("SETQUOTA", QuotaSyntax::set),
          entry("IDLE", _ -> new Command.Idle()),
          entry("CHECK", _ -> new Command.Check()),
          entry("CLOSE", _ -> new Command.Close()),
          entry("UNSELECT", _ -> new Command.Unselect()),
          entry("EXPUNGE", _ -> new Command.Expunge(null)),
          entry("SEARCH", in -> SearchSyntax.search(in, Numbering.SEQUENCE)),
          entry("SORT", in -> SortSyntax.sort(in, Numbering.SEQUENCE)),
          entry("THREAD", in -> SortSyntax.thread(in, Numbering.SEQUENCE)),
          entry("FETCH", in -> FetchSyntax.fetch(in, Numbering.SEQUENCE)),
          entry("STORE", in -> StoreSyntax.store(in, Numbering.SEQUENCE)),
          entry("COPY", in -> copy(in, Numbering.SEQUENCE)),
          entry("MOVE", in -> move(in, Numbering.SEQUENCE)),
          entry(UID, CommandParser::uid));

  private static final Map<String, Syntax> BY_UID =
      Map.of(
          "EXPUNGE", in -> new Command.Expunge(SequenceSyntax.sequenceSet(in.space())),
          "SEARCH", in -> SearchSyntax.search(in, Numbering.UID),
          "SORT", in -> SortSyntax.sort(in, Numbering.UID),
          "THREAD", in -> SortSyntax.thread(in, Numbering.UID),
          "FETCH", in -> FetchSyntax.fetch(in, Numbering.UID),
          "STORE", in -> StoreSyntax.store(in, Numbering.UID),
          "COPY", in -> copy(in, Numbering.UID),
          "MOVE", in -> move(in, Numbering.UID),
          "REPLACE", in -> AppendSyntax.replace(in, Numbering.UID));

  private CommandParser() {}

  /// What commands are called, those by UID with a space in it.
  static Set<String> verbs() {
    Set<String> verbs = new TreeSet<>(SYNTAX.keySet());
    verbs.remove(UID);
    BY_UID.keySet().forEach(verb -> verbs.add(UID + ' ' + verb));
    return verbs;
  }

  /// Reads the command that follows the tag.
  ///
  /// @throws SyntaxException when it is not understood
  /// @throws RefusedException when a message is not taken
  static Command parse(Cursor in) throws SyntaxException, IOException, RefusedException {
    String verb = in.space().word();
    Command command = syntax(SYNTAX, verb).parse(in);
    in.end();
    return command;
  }

  private static Syntax syntax(Map<String, Syntax> table, String verb) throws SyntaxException {
    Syntax syntax = table.get(verb);
    if (syntax == null) {
      throw new SyntaxException("Unknown command");
    }
    return syntax;
  }

  // uid = "UID" SP (copy / move / fetch / search / store / expunge / sort / thread)
  private static Command uid(Cursor in) throws SyntaxException, IOException, RefusedException {
    return syntax(BY_UID, in.space().word()).parse(in);
  }

  // id = "ID" SP ("NIL" / "(" [string SP nstring *(SP string SP nstring)] ")")   RFC 2971 §4
  private static Command id(Cursor in) throws SyntaxException, IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    in.space();
    if (!in.takeWord("NIL")) {
      in.listOrNone(list -> {
        String name = list.text().toLowerCase(Locale.ROOT);
        list.space();
        if (!list.takeWord("NIL")) {
          parameters.put(name, list.text());
        }
      });
    }
    return new Command.Id(parameters);
  }

  // authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]
  private static Command authenticate(Cursor in) throws SyntaxException {
    String mechanism = in.space().word();
    byte @Nullable [] initial = null;
    if (in.take(' ')) {
      initial = in.take('=') ? new byte[0] : base64(in.rest());
    }
    return new Command.Authenticate(mechanism, initial);
  }

  /// Decodes what a SASL exchange sends (RFC 9051 §9 `base64`).
  static byte[] base64(String text) throws SyntaxException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new SyntaxException("Invalid base64");
    }
  }

  // login = "LOGIN" SP userid SP password
  private static Command login(Cursor in) throws SyntaxException, IOException {
    String user = in.space().text();
    return new Command.Login(new Claim.Password("", user, in.space().text()));
  }

  // enable = "ENABLE" 1*(SP capability)
  private static Command enable(Cursor in) throws SyntaxException {
    List<String> names = new ArrayList<>();
    do {
      names.add(in.space().word());
      in.bounded(names.size());
    } while (!in.atEnd());
    return new Command.Enable(names);
  }

  // rename = "RENAME" SP mailbox SP mailbox
  private static Command rename(Cursor in) throws SyntaxException, IOException {
    String from = in.space().mailbox();
    return new Command.Rename(from, in.space().mailbox());
  }

  // lsub = "LSUB" SP mailbox SP list-mailbox
  private static Command lsub(Cursor in) throws SyntaxException, IOException {
    String reference = in.space().mailbox();
    return new Command.Lsub(reference, in.space().pattern());
  }

  // copy = "COPY" SP sequence-set SP mailbox
  private static Command copy(Cursor in, Numbering by) throws SyntaxException, IOException {
    SequenceSet messages = SequenceSyntax.sequenceSet(in.space());
    return new Command.Copy(by, messages, in.space().mailbox());
  }

  // move = "MOVE" SP sequence-set SP mailbox
  private static Command move(Cursor in, Numbering by) throws SyntaxException, IOException {
    SequenceSet messages = SequenceSyntax.sequenceSet(in.space());
    return new Command.Move(by, messages, in.space().mailbox());
  }
}
