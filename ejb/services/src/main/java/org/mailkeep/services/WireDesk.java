package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.connector.ConnectorSettings;
import org.mailkeep.wire.connector.MailAdapter;
import org.mailkeep.wire.connector.OpenListeners;
import org.mailkeep.wire.connector.SelfSigned;
import org.mailkeep.wire.connector.WirePlan;
import org.mailkeep.wire.imap.ImapProtocol;
import org.mailkeep.wire.imap.ImapSettings;
import org.mailkeep.wire.pop3.Pop3Protocol;
import org.mailkeep.wire.pop3.Pop3Settings;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.smtp.SmtpProtocol;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSettings;
import org.mailkeep.wire.transport.CertificateReader;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.Listeners;
import org.mailkeep.wire.transport.Pem;
import org.mailkeep.wire.transport.Protocol;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// Tells the resource adapter what to do on the wire.
final class WireDesk implements AutoCloseable {
  private final Instance instance;
  private final InstantSource clock;
  private final Surroundings around;
  private final Events events;
  private final Mechanisms spoken;
  private final Supplier<Set<Proof>> accepted;
  private @Nullable OpenListeners listeners;

  /// @param spoken all that the server can speak
  /// @param accepted what the directory can check
  WireDesk(
      Instance instance,
      InstantSource clock,
      Surroundings around,
      Mechanisms spoken,
      Supplier<Set<Proof>> accepted) {
    this.spoken = spoken;
    this.accepted = accepted;
    this.instance = instance;
    this.clock = clock;
    this.around = around;
    this.events = around.events();
  }

  /// Opens the listeners.
  synchronized void open(Configuration configuration) throws IOException {
    listeners = MailAdapter.running().open(around);
    become(configuration);
  }

  /// Makes exactly the configured listeners run.
  synchronized void become(Configuration configuration) throws IOException {
    OpenListeners open = listeners;
    if (open == null) {
      throw new IllegalStateException("the listeners were never opened");
    }
    MailAdapter.running()
        .bound(
            configuration.get(ConnectorSettings.MAX_COMMANDS),
            configuration.get(ConnectorSettings.COMMAND_WAIT));
    List<ListenerConfig> ours =
        Listeners.effective(configuration).stream().filter(WireDesk::speaks).toList();
    open.become(
        new WirePlan(
            ours,
            certificates(configuration),
            TransportSettings.limits(configuration),
            listener -> protocol(configuration, listener)));
  }

  private static boolean speaks(ListenerConfig listener) {
    return switch (listener.service().protocol()) {
      case SMTP, LMTP, IMAP, POP3 -> true;
      case MANAGESIEVE, HTTP, HTTPS -> false;
    };
  }

  private Protocol protocol(Configuration configuration, ListenerConfig listener) {
    MailAdapter adapter = MailAdapter.running();
    Mechanisms mechanisms = spoken.of(accepted.get());
    return switch (listener.service().protocol()) {
      case SMTP -> {
        var service = listener.service().submission() ? SmtpService.SUBMISSION : SmtpService.RELAY;
        yield new SmtpProtocol(
            SmtpSettings.setup(configuration, service, mechanisms), adapter.smtp(), events);
      }
      case LMTP ->
          new SmtpProtocol(
              SmtpSettings.setup(configuration, SmtpService.LMTP, mechanisms),
              adapter.smtp(),
              events);
      case IMAP ->
          new ImapProtocol(
              adapter.imap(),
              ImapSettings.limits(configuration),
              mechanisms.only(configuration.get(ImapSettings.MECHANISMS)),
              events);
      case POP3 ->
          new Pop3Protocol(
              adapter.pop3(),
              Pop3Settings.limits(configuration),
              mechanisms.only(configuration.get(Pop3Settings.MECHANISMS)),
              events);
      case MANAGESIEVE, HTTP, HTTPS ->
          throw new IllegalStateException("not spoken here: " + listener.id());
    };
  }

  private Certificates certificates(Configuration configuration) throws IOException {
    List<String> problems = new ArrayList<>();
    Certificates configured =
        CertificateReader.read(configuration, problem -> problems.add(problem.toString()));
    if (!problems.isEmpty()) {
      throw new IOException(String.join("\n", problems));
    }
    return configured.isEmpty() ? selfSigned(configuration) : configured;
  }

  private Certificates selfSigned(Configuration configuration) throws IOException {
    SelfSigned pair =
        SelfSigned.in(
            instance.home().resolve("certificates"),
            Hostname.of(configuration),
            clock.instant(),
            Chance.secure());
    try {
      return new Certificates(
          List.of(
              CertificateReader.entry(
                  "self-signed",
                  Files.readString(pair.certificate()),
                  Files.readString(pair.key()),
                  true)));
    } catch (Pem.Malformed e) {
      throw new IOException(pair.certificate() + ": " + e.getMessage(), e);
    }
  }

  /// Those that are open.
  synchronized List<Listener> listening() {
    return listeners == null ? List.of() : new ArrayList<>(listeners.all());
  }

  @Override
  public synchronized void close() {
    if (listeners != null) {
      MailAdapter.running().close();
      listeners = null;
    } else {
      around.deadlines().close();
    }
  }
}
