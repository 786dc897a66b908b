package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.admin.Moving;
import org.mailkeep.admin.Outcome;
import org.mailkeep.admin.StoreMoves;
import org.mailkeep.admin.StoreOperations;
import org.mailkeep.auth.Permission;

/// `/api/store`: long operations on the stores, each answered by its task.
@Path("store")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class StoreResource {
  @Inject private Desk desk;

  /// Lists the purges, when each ran and when it comes again.
  @GET
  @Path("purge")
  @Needs(Permission.PURGE_LIST)
  public Response purges() {
    return Answers.of(stores().purges(desk.caller()), StoreView::purges);
  }

  /// Deletes what nobody needs any more.
  @POST
  @Path("purge/{kind}")
  @Needs(Permission.PURGE_START)
  public Response purge(@PathParam("kind") String kind, @Context UriInfo uri) {
    return TaskView.started(stores().purge(desk.caller(), kind), uri);
  }

  /// Looks whether all that is stored fits together; `repair=true` mends, `deep=true` reads all
  /// octets.
  @POST
  @Path("verify")
  @Needs(Permission.STORE_VERIFY)
  public Response verify(@Context UriInfo uri) {
    var parameters = Parameters.of(uri.getQueryParameters(), "repair", "deep");
    return TaskView.started(
        stores().verify(desk.caller(), parameters.flag("repair"), parameters.flag("deep")), uri);
  }

  /// Indexes mail anew, all of it or an account's.
  @POST
  @Path("reindex")
  @Needs(Permission.STORE_REINDEX)
  public Response reindex(@Context UriInfo uri) {
    var parameters = Parameters.of(uri.getQueryParameters(), "account");
    var account = Optional.ofNullable(parameters.text("account"));
    return TaskView.started(desk.administration().search().reindex(desk.caller(), account), uri);
  }

  /// Moves what a store holds into another one while the server works.
  @POST
  @Path("migrate")
  @Needs(Permission.STORE_MIGRATE)
  public Response migrate(@Context UriInfo uri, InputStream body) {
    var fields = desk.body(body).texts("from", "to", "roles");
    var roles =
        Stream.of(fields.getString("roles", "").split(",", -1))
            .map(String::strip)
            .filter(role -> !role.isEmpty())
            .collect(Collectors.toSet());
    for (String name : List.of("from", "to")) {
      if (fields.getString(name, "").isEmpty()) {
        throw ProblemException.parameter("/" + name, "must name a store");
      }
    }
    var move = new Moving.Request(fields.getString("from"), fields.getString("to"), roles);
    return TaskView.started(moves().migrate(desk.caller(), move), uri);
  }

  /// Streams an archive of all that the server holds. One that is cut off says so when it is read.
  @GET
  @Path("export")
  @Needs(Permission.STORE_EXPORT)
  public Response export() {
    return switch (moves().export(desk.caller())) {
      case Outcome.Ok<StoreMoves.Writing>(var writing) ->
          Response.ok((StreamingOutput) out -> write(writing, out))
              .type(MediaType.APPLICATION_OCTET_STREAM)
              .header("Content-Disposition", "attachment; filename=\"mailkeep.archive\"")
              .build();
      case Outcome<StoreMoves.Writing> other -> Answers.of(other, _ -> Views.nothing());
    };
  }

  private static void write(StoreMoves.Writing writing, OutputStream out) throws IOException {
    try {
      writing.to(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Reads an archive into an empty store without a role.
  @POST
  @Path("import")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.STORE_IMPORT)
  public Response load(@Context UriInfo uri, InputStream body) {
    var parameters = Parameters.of(uri.getQueryParameters(), "to", "use");
    String to = parameters.text("to");
    if (to == null) {
      throw ProblemException.parameter("to", "must name a store");
    }
    return Answers.of(
        moves().load(desk.caller(), to, parameters.flag("use"), body),
        entries -> Json.createObjectBuilder().add("entries", entries).build());
  }

  private StoreMoves moves() {
    return desk.administration().moves();
  }

  private StoreOperations stores() {
    return desk.administration().stores();
  }
}
