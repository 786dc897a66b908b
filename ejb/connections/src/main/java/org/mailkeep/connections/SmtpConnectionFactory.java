package org.mailkeep.connections;

/// A pool of sessions with an SMTP server; by this name the container knows the kind of pool.
public interface SmtpConnectionFactory extends SessionFactory {}
