package org.mailkeep.admin;

/// What is wrong with a part of a request.
///
/// @param pointer which part: a JSON pointer (RFC 6901) of the body, or the name of a parameter
/// @param detail readable, begins with a verb: `must not be empty`
public record FieldError(String pointer, String detail) {}
