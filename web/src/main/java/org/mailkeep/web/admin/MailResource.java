package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mailkeep.admin.MailTransfers;
import org.mailkeep.admin.Outcome;
import org.mailkeep.auth.Permission;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.transfer.RemoteAccount;

/// `/api/mail/{account}`: an account's mail, taken in and out.
@Path("mail/{account}")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class MailResource {
  private static final int LARGEST_PORT = 65_535;

  @Inject private Desk desk;

  /// Lists the mailboxes, parents first.
  @GET
  @Path("mailboxes")
  @Needs(Permission.MAIL_LIST)
  public Response mailboxes(@PathParam("account") String account) {
    return Answers.of(transfers().mailboxes(desk.caller(), account), MailResource::shown);
  }

  private static JsonArray shown(List<Mailbox> mailboxes) {
    var array = Json.createArrayBuilder();
    for (Mailbox mailbox : mailboxes) {
      var json =
          Json.createObjectBuilder()
              .add("path", mailbox.path())
              .add("messages", mailbox.status().messages())
              .add("unseen", mailbox.status().unseen())
              .add("bytes", mailbox.status().bytes());
      if (mailbox.role() != null) {
        json.add("role", mailbox.role().jmapName());
      }
      array.add(json);
    }
    return array.build();
  }

  /// Streams a mailbox as mbox, or mailboxes as a Maildir in an archive of tar.
  @GET
  @Path("export")
  @Needs(Permission.MAIL_EXPORT)
  public Response export(@PathParam("account") String account, @Context UriInfo uri) {
    var parameters = Parameters.of(uri.getQueryParameters(), "format", "mailbox");
    var format = format(parameters);
    var outcome =
        transfers().export(desk.caller(), account, format, parameters.textOrEmpty("mailbox"));
    boolean mbox = format == MailTransfers.Format.MBOX;
    return switch (outcome) {
      case Outcome.Ok<MailTransfers.Writing>(var writing) ->
          Response.ok((StreamingOutput) writing::to)
              .type(mbox ? "application/mbox" : "application/x-tar")
              .build();
      case Outcome<MailTransfers.Writing> other -> Answers.of(other, _ -> Views.nothing());
    };
  }

  /// Reads an mbox into a mailbox, or a Maildir in an archive of tar.
  @POST
  @Path("import")
  @Consumes(MediaType.WILDCARD)
  @Needs(Permission.MAIL_IMPORT)
  public Response load(
      @PathParam("account") String account, @Context UriInfo uri, InputStream body) {
    var parameters = Parameters.of(uri.getQueryParameters(), "format", "mailbox", "duplicates");
    var incoming =
        new MailTransfers.Incoming(
            parameters.textOrEmpty("mailbox"), parameters.flag("duplicates"), body);
    return Answers.of(
        transfers().load(desk.caller(), account, format(parameters), incoming),
        MailResource::counts);
  }

  private static JsonObject counts(Map<String, Long> counts) {
    var json = Json.createObjectBuilder();
    counts.forEach(json::add);
    return json.build();
  }

  /// Takes over an account on another server by IMAP.
  @POST
  @Path("import/imap")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Permission.MAIL_TAKE_OVER)
  public Response takeOver(
      @PathParam("account") String account, @Context UriInfo uri, InputStream body) {
    return TaskView.started(
        transfers().takeOver(desk.caller(), account, remote(desk.body(body))), uri);
  }

  static RemoteAccount remote(Body body) {
    JsonObject fields =
        body.texts(
            "host",
            "port",
            "security",
            "allowInvalidCertificate",
            "login",
            "password",
            "mailboxes");
    for (String name : List.of("host", "login", "password")) {
      if (fields.getString(name, "").isEmpty()) {
        throw ProblemException.parameter("/" + name, "must be there");
      }
    }
    var security =
        Stream.of(RemoteAccount.Security.values())
            .filter(each -> each.text().equals(fields.getString("security", "tls")))
            .findFirst()
            .orElseThrow(
                () -> ProblemException.parameter("/security", "must be tls, starttls or none"));
    return new RemoteAccount(
        fields.getString("host"),
        port(fields.getString("port", String.valueOf(security.port()))),
        security,
        fields.getString("allowInvalidCertificate", "false").equals("true"),
        fields.getString("login"),
        fields.getString("password"),
        fields.getString("mailboxes", ""));
  }

  private static int port(String text) {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > LARGEST_PORT) {
      throw ProblemException.parameter("/port", "must be a port");
    }
    return port;
  }

  private static MailTransfers.Format format(Parameters parameters) {
    return Stream.of(MailTransfers.Format.values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(parameters.text("format")))
        .findFirst()
        .orElseThrow(() -> ProblemException.parameter("format", "must be mbox or maildir"));
  }

  private MailTransfers transfers() {
    return desk.administration().transfers();
  }
}
