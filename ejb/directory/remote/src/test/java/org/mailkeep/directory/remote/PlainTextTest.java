package org.mailkeep.directory.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.directory.api.ChosenDirectory.Kind;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.imap.ImapClient;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.smtp.ClientTimeouts;
import org.mailkeep.wire.smtp.SmtpClient;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// A server that does not encrypt, or from whose offer somebody took STARTTLS away, is told no
/// secret that others may hear, unless the settings allow it.
final class PlainTextTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final ClientIdentity PASSWORD = new ClientIdentity.Password("jane", "secret");
  private static final ClientIdentity TOKEN = new ClientIdentity.Token("jane", "token");

  private final Surroundings around =
      Surroundings.of(
          _ -> {},
          TransportSettings.limits(Configuration.of("", TransportSettings.class)),
          new ServerTls(new Certificates(List.of())));

  @AfterEach
  void close() {
    around.deadlines().close();
  }

  private Connection connection(ScriptedServer server) {
    var where = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    var destination = new Dialler.Destination(where, Optional.empty(), LONG, LONG);
    return assertInstanceOf(Dialler.Connected.class, new Dialler(around).dial(destination))
        .connection();
  }

  private static RemoteServer server(Kind kind) {
    return new RemoteServer(
        kind,
        "127.0.0.1",
        1,
        "client.example.org",
        new RemoteServer.Trust(false, new ServerTrust.Usual(), false),
        new RemoteServer.Times(LONG, LONG, LONG, LONG),
        new RemoteServer.Limits(10, 3));
  }

  private LoginAnswer imap(ScriptedServer scripted, boolean trusted, ClientIdentity identity)
      throws SessionLost {
    var client = new ImapClient(connection(scripted), new ImapClient.Times(LONG, LONG));
    client.greet();
    try (var session = new ImapSession(client, server(Kind.IMAP), trusted)) {
      return session.logIn(identity);
    }
  }

  private LoginAnswer smtp(ScriptedServer scripted, boolean trusted, ClientIdentity identity)
      throws SessionLost {
    var setup = new SmtpClient.Setup("client.example.org", false, ClientTimeouts.standard());
    var client = new SmtpClient(connection(scripted), setup);
    client.greet();
    try (var session = new SmtpSession(client, server(Kind.SMTP), trusted)) {
      return session.logIn(identity);
    }
  }

  @Test
  void imapSaysNothingInClear() throws IOException, SessionLost {
    try (var scripted =
        ScriptedServer.of(talk -> {
          talk.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2 SASL-IR] hello");
          talk.answer("TAG OK done");
        })) {
      for (ClientIdentity identity : List.of(PASSWORD, TOKEN)) {
        assertInstanceOf(LoginAnswer.Unclear.class, imap(scripted, false, identity));
      }
      assertEquals("", scripted.heard().replace("m1 LOGOUT", "").strip());
      assertInstanceOf(LoginAnswer.Right.class, imap(scripted, true, PASSWORD));
      assertInstanceOf(LoginAnswer.Right.class, imap(scripted, true, TOKEN));
    }
  }

  @Test
  void smtpSaysNothingInClear() throws IOException, SessionLost {
    try (var scripted =
        ScriptedServer.of(talk -> {
          talk.say("220 hello");
          while (true) {
            String line = talk.hear();
            if (line.startsWith("EHLO")) {
              talk.say("250-hello", "250 AUTH PLAIN LOGIN OAUTHBEARER");
            } else {
              talk.say(line.startsWith("AUTH") ? "235 2.7.0 in" : "221 2.0.0 bye");
            }
          }
        })) {
      for (ClientIdentity identity : List.of(PASSWORD, TOKEN)) {
        assertInstanceOf(LoginAnswer.Unclear.class, smtp(scripted, false, identity));
      }
      String others = scripted.heard().replaceAll("EHLO client.example.org|QUIT", "");
      assertEquals("", others.strip());
      assertInstanceOf(LoginAnswer.Right.class, smtp(scripted, true, PASSWORD));
    }
  }

  /// What hides the password may be spoken all the same.
  @Test
  void whatHidesThePasswordIsSpoken() throws IOException, SessionLost {
    try (var scripted =
        ScriptedServer.of(talk -> {
          talk.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=CRAM-MD5] hello");
          String tag = talk.hear().replaceFirst(" .*", "");
          talk.say("+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UuZXhhbXBsZS5uZXQ+");
          talk.hear();
          talk.say(tag + " OK in");
        })) {
      assertInstanceOf(LoginAnswer.Right.class, imap(scripted, false, PASSWORD));
    }
  }
}
