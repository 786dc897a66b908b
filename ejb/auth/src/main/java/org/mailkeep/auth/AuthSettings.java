package org.mailkeep.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueTypes;

/// The settings `authentication.*` that hold for every directory, and the networks that a file
/// blocks and allows.
public final class AuthSettings {
  private static final String BLOCKED_TABLE = "server.blocked-ip";
  private static final String ALLOWED_TABLE = "server.allowed-ip";

  /// Failures until a ban.
  public static final Setting<Optional<Rate>> FAIL2BAN =
      Setting.rate("authentication.fail2ban")
          .formerly("server.security.fail2ban")
          .or(Optional.of(new Rate(100, Duration.ofDays(1))))
          .says(
              "Failed or refused logins after which the address that they come from is banned. Once"
                  + " there were so many for one login from anywhere, addresses that fail at that"
                  + " login are banned after a tenth of them; the login itself never is.");

  /// Failures until a pause.
  public static final Setting<Optional<Rate>> RATE_LIMIT =
      Setting.rate("authentication.rate-limit")
          .formerly("jmap.rate-limit.authentication")
          .or(Optional.of(new Rate(10, Duration.ofMinutes(1))))
          .says(
              "Failed logins after which further ones are refused unchecked until the time is over:"
                  + " from one address, and for one login from addresses where it has not been"
                  + " logged in before.");

  /// How long a ban lasts.
  public static final Setting<Optional<Duration>> BAN_FOR =
      Setting.of("authentication.ban-for", ValueTypes.DURATION_TYPE.orNone())
          .or(Optional.of(Duration.ofDays(1)))
          .says("How long a banned address stays so; `false` until somebody removes it.");

  /// Who may not connect.
  public static final Setting<String> BLOCKED =
      Setting.text(BLOCKED_TABLE + ".<network>")
          .or("")
          .says(
              "An address or network whose connections are dropped; the value is a remark. More can"
                  + " be added while the server runs.");

  /// Who is never blocked.
  public static final Setting<String> ALLOWED =
      Setting.text(ALLOWED_TABLE + ".<network>")
          .or("")
          .says(
              "An address or network that is never blocked, and whose failed logins do not count;"
                  + " the value is a remark. More can be added while the server runs.");

  /// The same in older files.
  public static final Setting<List<IpNetwork>> BLOCKED_NETWORKS =
      Setting.list("server.security.blocked-networks", ValueTypes.NETWORK)
          .or(List.of())
          .says("What older files say for `server.blocked-ip`.");

  /// Name of the administrator of the file.
  public static final Setting<String> FALLBACK_USER =
      Setting.text("authentication.fallback-admin.user")
          .unsetMeans("nobody")
          .says(
              "An administrator whom no directory has to know: may log in to the REST API and the"
                  + " command line, not to mail.");

  /// Password of the administrator of the file.
  public static final Setting<String> FALLBACK_SECRET =
      Setting.text("authentication.fallback-admin.secret")
          .secret()
          .unsetMeans("nobody")
          .says("Its password, in clear text or as a hash.");

  /// Name of the master user.
  public static final Setting<String> MASTER_USER =
      Setting.text("authentication.master.user")
          .unsetMeans("nobody")
          .says(
              "A name that may be everybody: `jane@example.org%NAME` with the master's password"
                  + " logs in as jane@example.org. Each time is told as an event.");

  /// Password of the master user.
  public static final Setting<String> MASTER_SECRET =
      Setting.text("authentication.master.secret")
          .secret()
          .unsetMeans("nobody")
          .says("Its password, in clear text or as a hash.");

  /// Networks must be networks, and names come with passwords.
  public static final SettingRule SENSE =
      (configuration, problems) -> {
        for (String id : configuration.ids(BLOCKED_TABLE)) {
          if (IpNetwork.parse(id).isEmpty()) {
            problems.accept(configuration.problem(expected(), BLOCKED, id));
          }
        }
        for (String id : configuration.ids(ALLOWED_TABLE)) {
          if (IpNetwork.parse(id).isEmpty()) {
            problems.accept(configuration.problem(expected(), ALLOWED, id));
          }
        }
        for (var pair :
            List.of(List.of(FALLBACK_USER, FALLBACK_SECRET), List.of(MASTER_USER, MASTER_SECRET))) {
          long given = pair.stream().filter(each -> configuration.find(each).isPresent()).count();
          if (given == 1) {
            boolean named = configuration.find(pair.getFirst()).isPresent();
            Setting<String> lone = named ? pair.getFirst() : pair.getLast();
            Setting<String> other = named ? pair.getLast() : pair.getFirst();
            problems.accept(configuration.problem("needs " + other.key() + " too", lone));
          }
        }
      };

  private AuthSettings() {}

  private static String expected() {
    return "is not " + ValueTypes.NETWORK.expects();
  }

  /// The networks of the file.
  ///
  /// @param since when the file was read
  static List<NetworkRule> networks(Configuration configuration, Instant since) {
    var rules = new ArrayList<NetworkRule>();
    for (String id : configuration.ids(BLOCKED_TABLE)) {
      IpNetwork.parse(id)
          .map(network ->
              NetworkRule.ofFile(
                  network, NetworkRule.Kind.BLOCKED, configuration.get(BLOCKED, id), since))
          .ifPresent(rules::add);
    }
    for (IpNetwork network : configuration.get(BLOCKED_NETWORKS)) {
      rules.add(NetworkRule.ofFile(network, NetworkRule.Kind.BLOCKED, "", since));
    }
    for (String id : configuration.ids(ALLOWED_TABLE)) {
      IpNetwork.parse(id)
          .map(network ->
              NetworkRule.ofFile(
                  network, NetworkRule.Kind.ALLOWED, configuration.get(ALLOWED, id), since))
          .ifPresent(rules::add);
    }
    return rules;
  }

  /// How failed logins are answered.
  static ThrottleRules rules(Configuration configuration) {
    return new ThrottleRules(
        configuration.get(RATE_LIMIT), configuration.get(FAIL2BAN), configuration.get(BAN_FOR));
  }

  /// The administrator of the file.
  static Optional<NamedSecret> fallback(Configuration configuration) {
    return named(configuration, FALLBACK_USER, FALLBACK_SECRET);
  }

  /// The master user.
  static Optional<NamedSecret> master(Configuration configuration) {
    return named(configuration, MASTER_USER, MASTER_SECRET);
  }

  private static Optional<NamedSecret> named(
      Configuration configuration, Setting<String> user, Setting<String> secret) {
    return configuration
        .find(user)
        .flatMap(name -> configuration.find(secret).map(text -> new NamedSecret(name, text)));
  }
}
