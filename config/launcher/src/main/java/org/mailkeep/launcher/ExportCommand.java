package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Takes mail of an account out.
final class ExportCommand implements ApiCommand {
  /// Lists keywords that a Maildir has no letters for.
  private static final String LEFT_OUT = "mailkeep-keywords-left-out";

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "take mail of an account out, as mbox or Maildir";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep export mbox ACCOUNT DIR [--mailbox PATH]
           config/mailkeep export maildir ACCOUNT DIR [--mailbox PATH]

    mbox writes each mailbox into a file of its own, Work/2026 into DIR/Work/2026.mbox, quoted so
    that it can be undone (mboxrd), with flags in Status, X-Status and X-Keywords. maildir writes a
    Maildir with its folders (Maildir++), flags in the files' names. Dates are kept by both; import
    reads what they write. A Maildir keeps 26 keywords of a mailbox; which ones are left out then
    is told, and stands in DIR/mailkeep-keywords-left-out. DIR is made; there must be nothing in it.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("mailbox");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of("mbox", ExportCommand::mbox, "maildir", ExportCommand::maildir);
  }

  private static String path(Arguments arguments) throws Failure {
    return "/mail/" + Answer.encoded(arguments.word(0, "ACCOUNT"));
  }

  private static Path folder(Arguments arguments) throws Failure, IOException {
    Path folder = Path.of(arguments.word(1, "DIR"));
    Files.createDirectories(folder);
    try (var there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw Failure.of("there is something in " + folder);
      }
    }
    return folder;
  }

  private static void mbox(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    List<String> mailboxes =
        arguments.has("mailbox")
            ? List.of(arguments.option("mailbox").orElseThrow())
            : api.get(path(arguments) + "/mailboxes").member("data").items().stream()
                .map(mailbox -> mailbox.member("path").text())
                .toList();
    Path folder = folder(arguments);
    ChangingLine line = ChangingLine.of(context, arguments);
    for (String mailbox : mailboxes) {
      Path file = MboxFile.of(folder, mailbox);
      Files.createDirectories(file.toAbsolutePath().getParent());
      String query = "/export?format=mbox&mailbox=" + Answer.encoded(mailbox);
      Path part = file.resolveSibling(file.getFileName() + ".part");
      var what = new OctetProgress.Subject(mailbox, 0);
      api.download(
          path(arguments) + query,
          in -> {
            try (var octets = OctetProgress.of(in, line, what)) {
              Files.copy(octets, part);
            }
          });
      Files.move(part, file); // has its name when all of it is there
    }
    done(context, arguments, folder, 0);
  }

  private static void maildir(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path folder = folder(arguments);
    String query = "/export?format=maildir" + Answer.query(arguments, "mailbox").replace('?', '&');
    ChangingLine line = ChangingLine.of(context, arguments);
    var what = new OctetProgress.Subject(folder.toString(), 0);
    api.download(
        path(arguments) + query,
        in -> {
          try (var octets = OctetProgress.of(in, line, what)) {
            Tar.unpack(octets, folder);
          }
        });
    Path note = folder.resolve(LEFT_OUT);
    int leftOut = 0;
    if (Files.exists(note)) {
      try (Stream<String> lines = Files.lines(note)) {
        leftOut = (int) lines.count();
      }
    }
    done(context, arguments, folder, leftOut);
  }

  private static void done(Context context, Arguments arguments, Path folder, int leftOut) {
    var answer = new LinkedHashMap<String, Json>();
    answer.put("folder", Json.of(folder.toString()));
    if (leftOut > 0) {
      answer.put("keywordsLeftOut", Json.of(leftOut));
    }
    Answer.show(
        context,
        arguments,
        new Json.Members(answer),
        out -> {
          out.println("Exported: " + folder);
          if (leftOut > 0) {
            out.println(
                "Keywords left out, because a mailbox has letters for 26: "
                    + leftOut
                    + "; see "
                    + folder.resolve(LEFT_OUT));
          }
        });
  }
}
