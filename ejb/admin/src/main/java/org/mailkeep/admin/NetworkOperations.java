package org.mailkeep.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.NetworkRule;
import org.mailkeep.auth.Networks;
import org.mailkeep.auth.Permission;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.SecurityEvent;

/// Operations on networks that are blocked or allowed. Safe for many threads.
public final class NetworkOperations {
  /// Wider networks are half of the world, and likely a slip.
  private static final int LEAST_PREFIX = 8;

  private final Networks networks;
  private final Consumer<IpNetwork> forgive;
  private final Events events;
  private final InstantSource clock;

  /// What is to hold for a network, as somebody wrote it.
  ///
  /// @param kind `blocked` or `allowed`
  /// @param length for how long, such as `1d`; empty until somebody removes it
  public record Draft(String network, String kind, String reason, String length) {}

  /// @param forgive forgets the failures for which a network was banned
  /// @param events takes the audit trail
  public NetworkOperations(
      Networks networks, Consumer<IpNetwork> forgive, Events events, InstantSource clock) {
    this.networks = networks;
    this.forgive = forgive;
    this.events = events;
    this.clock = clock;
  }

  /// Lists them by network: those of the file, those that were added, bans.
  public Outcome<List<NetworkRule>> list(Caller caller) {
    return Outcome.allowed(
        caller, Permission.NETWORK_LIST, () -> stored(() -> new Outcome.Ok<>(networks.all())));
  }

  /// Blocks or allows one from now on, in place of what held for it.
  public Outcome<NetworkRule> add(Caller caller, Draft draft) {
    return Outcome.allowed(
        caller, Permission.NETWORK_CREATE, () -> stored(() -> added(caller, draft)));
  }

  /// Ends what was added for one, or its ban.
  public Outcome<NetworkRule> remove(Caller caller, String text) {
    return Outcome.allowed(
        caller, Permission.NETWORK_DELETE, () -> stored(() -> removed(caller, text)));
  }

  private Outcome<NetworkRule> added(Caller caller, Draft draft) {
    var errors = new ArrayList<FieldError>();
    Optional<IpNetwork> network = IpNetwork.parse(draft.network());
    if (network.isEmpty()) {
      errors.add(new FieldError("/network", "must be " + ValueTypes.NETWORK.expects()));
    } else if (network.get().prefix() < LEAST_PREFIX) {
      errors.add(new FieldError("/network", "must have a prefix of at least " + LEAST_PREFIX));
    }
    Optional<NetworkRule.Kind> kind =
        Arrays.stream(NetworkRule.Kind.values())
            .filter(each -> each.text().equals(draft.kind()))
            .findFirst();
    if (kind.isEmpty()) {
      errors.add(new FieldError("/kind", "must be blocked or allowed"));
    }
    Words.problem(draft.reason())
        .ifPresent(problem -> errors.add(new FieldError("/reason", problem)));
    Optional<Duration> length = ValueTypes.DURATION_TYPE.read(RawValue.text(draft.length()));
    if (!draft.length().isEmpty() && length.isEmpty()) {
      errors.add(new FieldError("/for", "must be " + ValueTypes.DURATION_TYPE.expects()));
    }
    if (!errors.isEmpty() || network.isEmpty() || kind.isEmpty()) {
      return new Outcome.Invalid<>(errors);
    }
    if (isOfFile(network.get())) {
      return ofFile(network.get());
    }
    Instant now = clock.instant();
    var rule =
        new NetworkRule(
            network.get(),
            kind.get(),
            NetworkRule.Source.ADDED,
            draft.reason(),
            caller.login(),
            now,
            length.map(now::plus).orElse(null));
    networks.add(rule);
    events.emit(
        new SecurityEvent.NetworkAdded(
            rule.network().toString(), rule.kind().text(), rule.reason(), caller.login()));
    return new Outcome.Created<>(rule);
  }

  private Outcome<NetworkRule> removed(Caller caller, String text) {
    Optional<IpNetwork> network = IpNetwork.parse(text).map(IpNetwork::masked);
    Optional<NetworkRule> rule = network.flatMap(networks::rule);
    if (rule.isEmpty()) {
      return new Outcome.NotFound<>("network " + text);
    }
    if (rule.get().source() == NetworkRule.Source.FILE) {
      return ofFile(rule.get().network());
    }
    networks.remove(rule.get().network());
    if (rule.get().source() == NetworkRule.Source.BAN) {
      forgive.accept(rule.get().network());
    }
    events.emit(
        new SecurityEvent.NetworkRemoved(
            rule.get().network().toString(), rule.get().kind().text(), caller.login()));
    return new Outcome.Ok<>(rule.get());
  }

  private boolean isOfFile(IpNetwork network) {
    return networks
        .rule(network)
        .filter(rule -> rule.source() == NetworkRule.Source.FILE)
        .isPresent();
  }

  private static Outcome<NetworkRule> ofFile(IpNetwork network) {
    return new Outcome.Conflict<>(network + " stands in the configuration; change it there");
  }

  private static <T> Outcome<T> stored(Supplier<Outcome<T>> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }
}
