package org.mailkeep.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who asks the server's API.
interface Authorization {
  /// The value of the field `Authorization`, for a request that is made now.
  String field() throws IOException, InterruptedException, Failure;

  /// What to do when the server does not take it.
  default List<String> hints() {
    return List.of();
  }

  /// As the arguments, the environment and the instance say; a login that is kept counts where none
  /// of them names somebody.
  ///
  /// @param server which is asked
  static Authorization of(Context context, Arguments arguments, String server)
      throws IOException, Failure {
    Optional<String> user = first(arguments, context, "user");
    boolean named =
        user.isPresent()
            || arguments.has("password-stdin")
            || context.environment().get("MAILKEEP_PASSWORD") != null;
    Optional<KeptLogin> kept =
        named
            ? Optional.empty()
            : KeptLogin.of(context.instance()).filter(login -> login.server().equals(server));
    if (kept.isPresent()) {
      return new KeptToken(context.instance(), kept.get(), Watch.REAL);
    }
    String name = user.orElse("admin");
    return basic(name, password(context, arguments, name));
  }

  /// By name and password (RFC 7617).
  private static Authorization basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String field = "Basic " + Base64.getEncoder().encodeToString(both);
    return () -> field;
  }

  private static String password(Context context, Arguments arguments, String user)
      throws IOException, Failure {
    if (arguments.has("password-stdin")) {
      var in = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine()).orElse("");
    }
    String variable = context.environment().get("MAILKEEP_PASSWORD");
    if (variable != null) {
      return variable;
    }
    if (Files.exists(context.instance().initialPassword())) {
      return Secrets.read(context.instance().initialPassword());
    }
    return Keyboard.secret("Password of " + user + ": ")
        .orElseThrow(
            () -> Failure.usage("no password: give --password-stdin or MAILKEEP_PASSWORD"));
  }

  /// What an option or its variable says.
  static Optional<String> first(Arguments arguments, Context context, String name) {
    return arguments
        .option(name)
        .or(() ->
            Optional.ofNullable(
                context.environment().get("MAILKEEP_" + name.toUpperCase(Locale.ROOT))));
  }
}
