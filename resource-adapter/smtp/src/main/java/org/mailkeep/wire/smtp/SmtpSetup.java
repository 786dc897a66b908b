package org.mailkeep.wire.smtp;

/// What a listener's sessions go by.
///
/// @param service what the listener is for
/// @param rules which extensions it offers
/// @param limits what a session may take
public record SmtpSetup(SmtpService service, SmtpRules rules, SmtpLimits limits) {}
