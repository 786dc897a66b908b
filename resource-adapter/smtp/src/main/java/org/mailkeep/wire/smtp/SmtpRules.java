package org.mailkeep.wire.smtp;

import org.mailkeep.wire.sasl.Mechanisms;

/// Which extensions a session is offered.
///
/// @param helloRequired whether MAIL needs a hello before it
/// @param pipelining whether PIPELINING is announced (RFC 2920)
/// @param chunking whether CHUNKING and BINARYMIME are (RFC 3030)
/// @param dsn whether DSN is (RFC 3461)
/// @param vrfy whether VRFY tells addresses (RFC 5321 §3.5.3)
/// @param expn whether EXPN tells members
/// @param mechanisms the SASL mechanisms that AUTH offers; none on a listener without AUTH
/// @param plainTextFromLoopback whether AUTH is offered without TLS to clients on this machine
public record SmtpRules(
    boolean helloRequired,
    boolean pipelining,
    boolean chunking,
    boolean dsn,
    boolean vrfy,
    boolean expn,
    Mechanisms mechanisms,
    boolean plainTextFromLoopback) {}
