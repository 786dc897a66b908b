package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes mail into an account.
final class ImportCommand implements ApiCommand {
  private static final String PASSWORD = "MAILKEEP_REMOTE_PASSWORD";
  private static final String ENDING = ".mbox";
  private static final int DEEPEST = 20;

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "take mail into an account from mbox, Maildir, or another server by IMAP";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep import mbox ACCOUNT FILE [--mailbox PATH] [--duplicates]
           config/mailkeep import mbox ACCOUNT DIR [--duplicates]
           config/mailkeep import maildir ACCOUNT DIR [--duplicates]
           config/mailkeep import imap ACCOUNT --host HOST --login NAME [--port PORT]
               [--security tls|starttls|none] [--allow-invalid-certs] [--mailboxes A,B/C]

    mbox reads one file into the inbox, or the mailbox of --mailbox; or each DIR/Work/2026.mbox
    into Work/2026. maildir reads a Maildir with its folders (Maildir++, or folders in folders).
    Messages that a mailbox has already, by Message-ID and size, are left out without --duplicates.
    Both show how much has gone to the server; broken off, what went before stays, and the same
    command leaves it out.

    imap has the server take over all mailboxes of an account elsewhere, with flags and dates;
    nothing changes there. It shows its progress, and goes on in the server when you break off; see
    config/mailkeep task. Cancelled, failed or cut short by a restart, the same command goes on
    where it was. The password there comes from MAILKEEP_REMOTE_PASSWORD or the keyboard, and is
    not kept.

    Everywhere: [--background] [--json] [--instance DIR] [--url URL] [--user NAME]
    [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("mailbox", "host", "port", "login", "security", "mailboxes");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of(TaskProgress.BACKGROUND, "duplicates", "allow-invalid-certs");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "mbox", ImportCommand::mbox,
        "maildir", ImportCommand::maildir,
        "imap", ImportCommand::imap);
  }

  private static String path(Arguments arguments) throws Failure {
    return "/mail/" + Answer.encoded(arguments.word(0, "ACCOUNT")) + "/import";
  }

  private static String query(Arguments arguments, String format) {
    return "?format=" + format + (arguments.has("duplicates") ? "&duplicates=true" : "");
  }

  private static void mbox(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path from = Path.of(arguments.word(1, "FILE"));
    if (!Files.isDirectory(from)) {
      mbox(api, context, arguments, from, arguments.option("mailbox").orElse("INBOX"));
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(from, DEEPEST)) {
      files = all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    if (files.isEmpty()) {
      throw Failure.of("there is no file *" + ENDING + " below " + from);
    }
    for (Path file : files) {
      String name =
          from.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
      mbox(api, context, arguments, file, MboxFile.mailbox(name));
    }
  }

  private static void mbox(
      RestClient api, Context context, Arguments arguments, Path file, String mailbox)
      throws Failure, IOException, InterruptedException {
    if (!Files.isReadable(file)) {
      throw Failure.of(file + " cannot be read");
    }
    String query = query(arguments, "mbox") + "&mailbox=" + Answer.encoded(mailbox);
    long size = Files.size(file);
    ChangingLine line = ChangingLine.of(context, arguments);
    var what = new OctetProgress.Subject(mailbox, size);
    Json answer;
    try (var in = OctetProgress.of(Files.newInputStream(file), line, what)) {
      answer = api.upload(path(arguments) + query, in, size);
    }
    show(context, arguments, mailbox, answer);
  }

  private static void maildir(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path from = Path.of(arguments.word(1, "DIR"));
    if (!Files.isDirectory(from)) {
      throw Failure.of(from + " is no folder");
    }
    String to = path(arguments) + query(arguments, "maildir");
    ChangingLine line = ChangingLine.of(context, arguments);
    var what = new OctetProgress.Subject(from.toString(), 0);
    Tar.pack(
        from,
        in -> {
          Json answer;
          try (var octets = OctetProgress.of(in, line, what)) {
            answer = api.upload(to, octets);
          }
          show(context, arguments, from.toString(), answer);
        });
  }

  private static void show(Context context, Arguments arguments, String what, Json answer) {
    Json counts = answer.member("data");
    Answer.show(
        context, arguments, counts, out -> out.println(what + ": " + TransferWords.of(counts)));
  }

  private static void imap(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var body = new LinkedHashMap<String, Json>();
    for (String name : List.of("host", "login")) {
      String value = arguments.option(name).orElseThrow(() -> Failure.usage("missing: --" + name));
      body.put(name, Json.of(value));
    }
    for (String name : List.of("port", "security", "mailboxes")) {
      arguments.option(name).ifPresent(value -> body.put(name, Json.of(value)));
    }
    if (arguments.has("allow-invalid-certs")) {
      body.put("allowInvalidCertificate", Json.of("true"));
    }
    String password =
        Optional.ofNullable(context.environment().get(PASSWORD))
            .or(() -> Keyboard.secret("Password there: "))
            .orElseThrow(() -> Failure.usage("no password: give " + PASSWORD));
    body.put("password", Json.of(password));
    TaskProgress.run(
        api, context, arguments, api.post(path(arguments) + "/imap", new Json.Members(body)));
  }
}
