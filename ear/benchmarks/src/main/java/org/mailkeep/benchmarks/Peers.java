package org.mailkeep.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Debian's Postfix, which hands over by LMTP to Debian's Dovecot: private instances below a
/// folder, with the settings of `peers/`.
final class Peers implements MailSystem {
  private static final int SMTP = 10025;
  private static final int IMAP = 10143;
  private static final int POP3 = 10110;

  private final Path folder;
  private @Nullable Process dovecot;
  private long postfix;

  /// @param folder a new one; processes of other users must be able to reach it
  Peers(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "Postfix+Dovecot";
  }

  @Override
  public void start() throws IOException, InterruptedException {
    if (Files.notExists(Path.of("/usr/sbin/postfix"))
        || Files.notExists(Path.of("/usr/sbin/dovecot"))) {
      throw new IOException(
          "the peers are not here: install postfix, dovecot-imapd, dovecot-pop3d and"
              + " dovecot-lmtpd");
    }
    ensureUser();
    for (String part : List.of("run", "state", "log", "mail", "etc", "queue", "data")) {
      Files.createDirectories(folder.resolve(part));
    }
    write("dovecot-2.3.conf", folder.resolve("dovecot.conf"));
    write("postfix-main.cf", folder.resolve("etc/main.cf"));
    write("postfix-master.cf", folder.resolve("etc/master.cf"));
    for (String extra : List.of("dynamicmaps.cf", "postfix-files")) {
      Path from = Path.of("/etc/postfix", extra);
      if (Files.exists(from)) {
        Files.copy(from, folder.resolve("etc").resolve(extra), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Shell.run("chown", "vmail:vmail", folder.resolve("mail").toString());
    Shell.run("chown", "postfix", folder.resolve("data").toString());
    dovecot =
        Shell.start(
            folder.resolve("log/dovecot.out"),
            List.of("dovecot", "-F", "-c", folder.resolve("dovecot.conf").toString()));
    startPostfix();
    Ports.await(IMAP, requireNonNull(dovecot));
    Ports.await(SMTP, requireNonNull(dovecot));
    Path pid = folder.resolve("queue/pid/master.pid");
    postfix = Long.parseLong(Files.readString(pid).strip());
  }

  private void startPostfix() throws IOException, InterruptedException {
    String etc = folder.resolve("etc").toString();
    Process start =
        Shell.start(folder.resolve("log/postfix.out"), List.of("postfix", "-c", etc, "start"));
    if (start.waitFor() != 0) {
      throw new IOException("postfix: " + Files.readString(folder.resolve("log/postfix.out")));
    }
  }

  /// The user who owns their mail is there.
  static void ensureUser() throws IOException, InterruptedException {
    boolean known =
        Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(l -> l.startsWith("vmail:"));
    if (!known) {
      Shell.run("useradd", "--system", "--user-group", "--no-create-home", "vmail");
    }
  }

  private void write(String resource, Path file) throws IOException {
    try (var in = requireNonNull(Peers.class.getResourceAsStream("/peers/" + resource), resource)) {
      Files.writeString(
          file, new String(in.readAllBytes(), UTF_8).replace("@DIR@", folder.toString()));
    }
  }

  @Override
  public void accounts(List<String> names) {
    // Its user database knows everybody.
  }

  @Override
  public List<Long> roots() {
    return List.of(requireNonNull(dovecot).pid(), postfix);
  }

  @Override
  public int smtpPort() {
    return SMTP;
  }

  @Override
  public int imapPort() {
    return IMAP;
  }

  @Override
  public int pop3Port() {
    return POP3;
  }

  @Override
  public String login(String account) {
    return account;
  }

  @Override
  public String password() {
    return "pass";
  }

  @Override
  public void stop() throws InterruptedException {
    if (postfix != 0) {
      Optional<ProcessHandle> master = ProcessHandle.of(postfix);
      master.ifPresent(ProcessHandle::destroy);
      master.ifPresent(handle -> handle.onExit().join());
    }
    if (dovecot != null) {
      dovecot.destroy();
      dovecot.waitFor();
    }
  }
}
