package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;

/// A request.
///
/// @param tried what it is for, for messages
/// @param method of HTTP
/// @param path with its query, from the node's root on
/// @param body JSON, or lines of it; empty for none
record Question(String tried, String method, String path, byte[] body) {
  static Question of(String tried, String method, String path) {
    return new Question(tried, method, path, new byte[0]);
  }

  static Question of(String tried, String method, String path, JsonObject body) {
    return new Question(tried, method, path, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
