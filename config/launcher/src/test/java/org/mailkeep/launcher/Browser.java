package org.mailkeep.launcher;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A person with a browser who fills in the forms of Keycloak.
final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final int MOST_FORMS = 5;

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(
              new CookieManager(null, CookiePolicy.ACCEPT_ALL) {
                // As browsers have it, what is on this machine is as safe as TLS, and there is one
                // version of cookies (RFC 6265).
                @Override
                public void put(URI uri, Map<String, List<String>> fields) throws IOException {
                  super.put(uri, fields);
                  for (HttpCookie cookie : getCookieStore().getCookies()) {
                    cookie.setSecure(false);
                    cookie.setVersion(0);
                  }
                }
              })
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /// Opens a page, logs in, and presses a button.
  ///
  /// @param button `accept` or `cancel`
  /// @return the page at the end
  String answers(URI place, String user, String button) throws IOException, InterruptedException {
    HttpResponse<String> page = send(HttpRequest.newBuilder(place).GET());
    for (int i = 0; i < MOST_FORMS; i++) {
      Matcher form = FORM.matcher(page.body());
      if (!form.find()) {
        return page.body();
      }
      Map<String, String> fields = new LinkedHashMap<>();
      HIDDEN.matcher(page.body()).results().forEach(one -> fields.put(one.group(1), one.group(2)));
      if (page.body().contains("name=\"password\"")) {
        fields.put("username", user);
        fields.put("password", "secret of " + user);
      } else {
        fields.put(button, "x");
      }
      page = post(page.uri().resolve(form.group(1).replace("&amp;", "&")), fields);
    }
    throw new AssertionError("forms without end: " + page.body());
  }

  private HttpResponse<String> post(URI where, Map<String, String> fields)
      throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
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

  @Override
  public void close() {
    client.close();
  }
}
