package org.mailkeep.admin;

/// All that can be managed.
public record Administration(
    Domains domains, Accounts accounts, Messages messages, ServerOperations server) {}
