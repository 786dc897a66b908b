package org.mailkeep.services;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cookies of browsers that sign in (RFC 6265). By TLS their names begin with `__Host-`, so that
/// browsers take them from this host and by TLS alone; without it, on this machine, they cannot.
public enum BrowserCookie {
  /// Somebody who is signed in.
  SESSION("mailkeep"),
  /// A browser that is at a provider.
  SIGN_IN("mailkeep-sign-in");

  private final String name;

  BrowserCookie(String name) {
    this.name = name;
  }

  private String name(boolean secure) {
    return secure ? "__Host-" + name : name;
  }

  /// What a request has.
  public Optional<String> of(HttpServletRequest request, boolean secure) {
    Cookie @Nullable [] all = request.getCookies();
    if (all == null) {
      return Optional.empty();
    }
    for (Cookie cookie : all) {
      if (cookie.getName().equals(name(secure))) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  /// Gives it to a browser.
  ///
  /// @param age after which the browser forgets it; zero for now
  public void give(HttpServletResponse response, String value, Duration age, boolean secure) {
    var cookie = new Cookie(name(secure), value);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setPath("/");
    cookie.setMaxAge(Math.toIntExact(Math.min(Integer.MAX_VALUE, age.toSeconds())));
    cookie.setAttribute("SameSite", "Lax"); // it comes along when the provider sends back
    response.addCookie(cookie);
  }

  /// Has a browser forget it.
  public void take(HttpServletResponse response, boolean secure) {
    give(response, "", Duration.ZERO, secure);
  }
}
