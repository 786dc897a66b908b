package org.mailkeep.directory.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.connections.Sessions;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.ChosenDirectory.Kind;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Dialler;

/// `directory.<id>.*` of directories on mail servers.
public final class MailServerSettings {
  private static final Set<Kind> OURS = Set.of(Kind.IMAP, Kind.SMTP, Kind.LMTP);

  /// Where the server is.
  public static final Setting<String> HOST =
      Setting.text("directory.<id>.host")
          .unsetMeans("required for imap, smtp and lmtp, unless address says it as in older files")
          .onRestart()
          .says("Name or address of the mail server of a directory of type imap, smtp or lmtp.");

  /// Its port.
  public static final Setting<Integer> PORT =
      Setting.integer("directory.<id>.port", 1, 65_535)
          .unsetMeans("143 for imap and 25 for smtp and lmtp; with tls.enable 993 and 465")
          .onRestart()
          .says("The port of that server.");

  /// Whether passwords may be overheard.
  public static final Setting<Boolean> PLAIN_TEXT =
      Setting.bool("directory.<id>.auth.allow-plain-text")
          .or(false)
          .onRestart()
          .says(
              "Whether passwords are sent to that server by PLAIN and LOGIN when it does not"
                  + " encrypt. On this machine they always are.");

  /// Whether tokens are passed on.
  public static final Setting<Boolean> TOKENS =
      Setting.bool("directory.<id>.auth.tokens")
          .or(false)
          .onRestart()
          .says(
              "Whether a client's bearer token (OAUTHBEARER, XOAUTH2) is passed on to that server,"
                  + " which says whether it is good. The client gives its whole address with it.");

  /// Whose mail.
  public static final Setting<List<String>> DOMAINS =
      Setting.list("directory.<id>.lookup.domains", ValueTypes.TEXT)
          .or(List.of())
          .onRestart()
          .says(
              "Domains of a directory of type imap, smtp or lmtp. They are hosted, and so is one"
                  + " that names it as its directory. Where there are any, a login name of another"
                  + " domain is unknown; one without a domain is of this one, when it is one.");

  /// Who else knows recipients.
  public static final Setting<String> RECIPIENTS =
      Setting.text("directory.<id>.lookup.directory")
          .idOf("directory")
          .unsetMeans("for imap whoever has logged in once gets mail; smtp and lmtp ask their own")
          .onRestart()
          .says(
              "For imap, which says nothing of addresses: the directory of type smtp or lmtp whose"
                  + " server is asked who gets mail.");

  /// How many a session asks about.
  public static final Setting<Integer> LIMIT_RCPT =
      Setting.integer("directory.<id>.limits.rcpt", 1, 1_000_000)
          .or(10)
          .onRestart()
          .says("Recipients that one session with a server by smtp or lmtp asks about.");

  /// How many logins of a session fail.
  public static final Setting<Integer> LIMIT_ERRORS =
      Setting.integer("directory.<id>.limits.auth-errors", 1, 1_000_000)
          .or(3)
          .onRestart()
          .says("Logins that fail in one session with that server; then a new one is opened.");

  /// What is asked about an IMAP server.
  public static final Form IMAP_FORM = form(Kind.IMAP);

  /// What is asked about an SMTP server.
  public static final Form SMTP_FORM = form(Kind.SMTP);

  /// What is asked about an LMTP server.
  public static final Form LMTP_FORM = form(Kind.LMTP);

  /// What a directory of these kinds needs.
  static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : configuration.ids("directory")) {
          if (!OURS.contains(ChosenDirectory.kind(configuration, id))) {
            continue;
          }
          if (host(configuration, id).isEmpty()) {
            problems.accept(configuration.problem("must name the mail server", HOST, id));
          }
          // Without tls.enable STARTTLS encrypts.
          DirectoryServerSettings.TRUST.check(configuration, id, Optional.empty(), problems);
          configuration.get(DOMAINS, id).stream()
              .filter(domain -> DomainName.parse(domain).isEmpty())
              .forEach(domain ->
                  problems.accept(configuration.problem("is no domain: " + domain, DOMAINS, id)));
          configuration
              .find(RECIPIENTS, id)
              .filter(other -> !speaksSmtp(configuration, other))
              .ifPresent(_ ->
                  problems.accept(
                      configuration.problem(
                          "must be a directory of type smtp or lmtp", RECIPIENTS, id)));
        }
      };

  private MailServerSettings() {}

  private static Form form(Kind kind) {
    return Form.of(
        "directory",
        kind,
        Question.required(HOST),
        Question.optional(PORT),
        Question.optional(DirectoryServerSettings.TLS),
        Question.optional(DirectoryServerSettings.TLS_CA).with(DirectoryServerSettings.TLS),
        Question.optional(DirectoryServerSettings.TLS_INVALID)
            .when(
                new Question.Both(
                    new Question.Given(DirectoryServerSettings.TLS),
                    new Question.Missing(DirectoryServerSettings.TLS_CA))),
        Question.optional(PLAIN_TEXT).without(DirectoryServerSettings.TLS),
        Question.required(DOMAINS));
  }

  private static boolean speaksSmtp(Configuration configuration, String id) {
    Kind kind = ChosenDirectory.kind(configuration, id);
    return kind == Kind.SMTP || kind == Kind.LMTP;
  }

  /// What a directory on a mail server works with.
  ///
  /// @param ourName what we call ourselves
  public record Ground(SessionPools pools, Dialler dialler, String ourName, Known known) {}

  /// A directory as it is configured.
  ///
  /// @param id of the directory
  public static DirectorySource directory(Configuration configuration, String id, Ground ground) {
    Set<DomainName> domains = new HashSet<>();
    configuration.get(DOMAINS, id).forEach(domain -> domains.add(DomainName.of(domain)));
    ChosenDirectory.domains(configuration)
        .forEach((domain, owner) -> {
          if (owner.equals(id)) {
            domains.add(domain);
          }
        });
    var logins = new Logins(sessions(configuration, id, LoginSession.class, ground));
    return new RemoteDirectory(
        domains,
        logins,
        recipients(configuration, id, ground),
        ground.known(),
        configuration.get(TOKENS, id));
  }

  private static Recipients recipients(Configuration configuration, String id, Ground ground) {
    Optional<String> asked =
        speaksSmtp(configuration, id) ? Optional.of(id) : configuration.find(RECIPIENTS, id);
    return asked
        .<Recipients>map(other ->
            new Recipients.Asked(sessions(configuration, other, SmtpSession.class, ground)))
        .orElseGet(() -> new Recipients.Met(ground.known()));
  }

  private static <S extends org.mailkeep.connections.PooledSession> Sessions<S> sessions(
      Configuration configuration, String id, Class<S> type, Ground ground) {
    RemoteServer server = server(configuration, id, ground.ourName());
    ClientTls tls = ClientTls.trusting(server.trust().certificates(), server.times().create());
    return ground
        .pools()
        .open(plan(configuration, id), type, new RemoteOpener(server, ground.dialler(), tls));
  }

  private static PoolPlan plan(Configuration configuration, String id) {
    int most = configuration.get(DirectoryServerSettings.MOST, id);
    int least =
        configuration.isSet(DirectoryServerSettings.LEAST, id)
            ? configuration.get(DirectoryServerSettings.LEAST, id)
            : 0; // servers do not like clients that do not log in
    return new PoolPlan(
        id,
        PoolPlan.Protocol.valueOf(ChosenDirectory.kind(configuration, id).name()),
        most,
        Math.min(most, least),
        configuration.get(DirectoryServerSettings.WAIT, id),
        configuration.get(DirectoryServerSettings.IDLE, id),
        configuration.find(DirectoryServerSettings.FACTORY, id));
  }

  static RemoteServer server(Configuration configuration, String id, String ourName) {
    Kind kind = ChosenDirectory.kind(configuration, id);
    boolean tls = configuration.get(DirectoryServerSettings.TLS, id);
    int usual = kind == Kind.IMAP ? (tls ? 993 : 143) : tls ? 465 : 25;
    Duration wait = configuration.get(DirectoryServerSettings.WAIT, id);
    Duration create = configuration.get(DirectoryServerSettings.CREATE, id);
    return new RemoteServer(
        kind,
        host(configuration, id).orElseThrow(),
        configuration.find(PORT, id).orElse(usual),
        ourName,
        new RemoteServer.Trust(
            tls,
            DirectoryServerSettings.TRUST.of(configuration, id),
            configuration.get(PLAIN_TEXT, id)),
        new RemoteServer.Times(
            create.compareTo(wait) < 0 ? create : wait,
            configuration.get(DirectoryServerSettings.TIMEOUT, id),
            configuration.get(DirectoryServerSettings.RECYCLE, id),
            configuration.get(DirectoryServerSettings.LIFE, id)),
        new RemoteServer.Limits(
            configuration.get(LIMIT_RCPT, id), configuration.get(LIMIT_ERRORS, id)));
  }

  /// The host, from whichever key says it; older files have `address`.
  private static Optional<String> host(Configuration configuration, String id) {
    Optional<String> host = configuration.find(HOST, id);
    return host.isPresent()
        ? host
        : configuration.find(DirectoryServerSettings.URL, id).flatMap(MailServerSettings::host);
  }

  private static Optional<String> host(String address) {
    try {
      String host = address.contains("://") ? new URI(address).getHost() : address;
      return Optional.ofNullable(host).filter(text -> !text.isBlank());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
