package org.mailkeep.directory.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailkeep.connections.testing.PlainPools;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// A directory under test over pools without a container. To be closed.
///
/// @param source the directory `d`
/// @param known login names that were seen before
/// @param pools what opens its sessions
record RemoteSource(
    DirectorySource source, Set<String> known, PlainPools pools, Surroundings around)
    implements AutoCloseable {

  /// @param settings of the directory `d` and of others, in TOML
  static RemoteSource of(String settings) {
    Configuration configuration =
        Configuration.of(
            settings,
            ChosenDirectory.class,
            DirectoryServerSettings.class,
            MailServerSettings.class,
            TransportSettings.class);
    var around =
        Surroundings.of(
            _ -> {},
            TransportSettings.limits(configuration),
            new ServerTls(new Certificates(List.of())));
    Set<String> known = ConcurrentHashMap.newKeySet();
    var pools = new PlainPools();
    var ground =
        new MailServerSettings.Ground(
            pools, new Dialler(around), "client.example.org", known::contains);
    return new RemoteSource(
        MailServerSettings.directory(configuration, "d", ground), known, pools, around);
  }

  /// Somebody gets in.
  ///
  /// @return their login name, as the directory gives it
  String accepted(String login, String password) {
    var answer = source.prove(login, password);
    return assertInstanceOf(PasswordAnswer.Accepted.class, answer, login).entry().identity().name();
  }

  void refused(String login, String password) {
    assertEquals(
        new PasswordAnswer.Refused(Authentication.Reason.WRONG_SECRET),
        source.prove(login, password),
        login);
  }

  /// The directory cannot say.
  ///
  /// @return why
  String unavailable(String login, String password) {
    var answer = source.prove(login, password);
    return assertInstanceOf(PasswordAnswer.Unavailable.class, answer, login).reason();
  }

  void takes(String address, String... owners) {
    var all = List.of(owners).stream().map(name -> Identity.read(name).orElseThrow()).toList();
    assertEquals(Receiver.of(new Answer.Found<>(all)), source.recipients(address), address);
  }

  void takesNot(String address) {
    assertEquals(new Answer.Unknown<List<Receiver>>(), source.recipients(address), address);
  }

  void knows(String login, String name) {
    var found = assertInstanceOf(Answer.Found.class, source.entry(login), login);
    assertEquals(name, ((Entry) found.value()).identity().name());
  }

  void knowsNot(String login) {
    assertEquals(new Answer.Unknown<Entry>(), source.entry(login), login);
  }

  @Override
  public void close() {
    source.close();
    around.deadlines().close();
  }
}
