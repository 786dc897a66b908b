package org.mailkeep.connections;

/// A pool of sessions with an LMTP server; by this name the container knows the kind of pool.
public interface LmtpConnectionFactory extends SessionFactory {}
