package org.mailkeep.wire.connector;

import jakarta.resource.spi.ConnectionRequestInfo;
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.Purpose;

/// What a session is asked for.
record Request(Purpose purpose) implements ConnectionRequestInfo {
  /// What the container passes on; what it makes by itself, to have a pool filled, is for
  /// questions.
  static Request of(@Nullable ConnectionRequestInfo info) {
    return info instanceof Request request ? request : new Request(Purpose.QUESTIONS);
  }
}
