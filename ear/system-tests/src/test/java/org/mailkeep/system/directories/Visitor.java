package org.mailkeep.system.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailkeep.launcher.Json;

/// A person with a browser, which keeps cookies for each host and follows no redirection by itself,
/// so that each step can be looked at.
final class Visitor implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  private final CookieManager cookies =
      new CookieManager(null, CookiePolicy.ACCEPT_ALL) {
        // As browsers have it, what is on this machine is as safe as TLS, and there is one version
        // of cookies (RFC 6265).
        @Override
        public void put(URI uri, Map<String, List<String>> fields) throws IOException {
          super.put(uri, fields);
          for (HttpCookie cookie : getCookieStore().getCookies()) {
            cookie.setSecure(false);
            cookie.setVersion(0);
          }
        }
      };
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI server;

  /// @param server scheme, host and port
  Visitor(URI server) {
    this.server = server;
  }

  /// Goes somewhere.
  HttpResponse<String> get(URI where) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(where).GET());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(server.resolve(path));
  }

  /// A request of a page of the server's.
  ///
  /// @param headers names and values by turns
  HttpResponse<String> call(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> post(URI where, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(where)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
  }

  /// Where an answer sends the browser.
  static URI next(HttpResponse<String> answer) {
    assertTrue(answer.statusCode() / 100 == 3, answer.statusCode() + " " + answer.body());
    return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
  }

  /// Begins to sign in, and fills in the provider's form.
  ///
  /// @return where the provider sends the browser back to
  URI comeBack(String user) throws IOException, InterruptedException {
    URI provider = next(get("/auth/login?then=/auth/session%3Fx=y"));
    HttpResponse<String> page = get(provider);
    Matcher form = FORM.matcher(page.body());
    assertTrue(form.find(), page.statusCode() + " " + page.body());
    URI action = page.uri().resolve(form.group(1).replace("&amp;", "&"));
    return next(post(action, Map.of("username", user, "password", "secret of " + user)));
  }

  /// Signs in.
  void signIn(String user) throws IOException, InterruptedException {
    HttpResponse<String> done = get(comeBack(user));
    assertEquals(303, done.statusCode(), done.body());
    assertEquals(server.resolve("/auth/session?x=y"), next(done));
    String given =
        done.headers().allValues("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith("mailkeep="))
            .findFirst()
            .orElseThrow();
    assertTrue(given.contains("HttpOnly") && given.contains("SameSite=Lax"), given);
  }

  /// What the server says of the session.
  Json session() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/auth/session");
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.parse(answer.body()).member("data");
  }

  /// Posts the form that signs out.
  ///
  /// @return where the browser is sent to
  URI signOut(String token) throws IOException, InterruptedException {
    return next(post(server.resolve("/auth/logout"), Map.of("token", token)));
  }

  /// Signs out, here and at the provider, so that it asks for the password again.
  void signsOut() throws IOException, InterruptedException {
    String token = session().member("token").text();
    assertEquals(403, post(server.resolve("/auth/logout"), Map.of("token", "x")).statusCode());
    String cookie = cookie();
    URI provider = signOut(token);
    assertEquals("", cookie());
    assertEquals(401, with(cookie, server.resolve("/auth/session")).statusCode());
    HttpResponse<String> there = get(provider);
    HttpResponse<String> back = get(next(there));
    assertEquals("You are signed out.\n", back.body());
    HttpResponse<String> again = get(next(get("/auth/login")));
    assertTrue(FORM.matcher(again.body()).find(), again.statusCode() + " " + again.body());
  }

  private String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("mailkeep"))
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .findFirst()
        .orElse("");
  }

  private static HttpResponse<String> with(String cookie, URI where)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(where).timeout(LIMIT).header("Cookie", cookie).build(),
          BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
