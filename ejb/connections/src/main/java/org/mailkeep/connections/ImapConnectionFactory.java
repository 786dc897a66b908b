package org.mailkeep.connections;

/// A pool of sessions with an IMAP server; by this name the container knows the kind of pool.
public interface ImapConnectionFactory extends SessionFactory {}
