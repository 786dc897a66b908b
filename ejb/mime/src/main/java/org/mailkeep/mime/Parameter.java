package org.mailkeep.mime;

/// One parameter of a Content-Type or Content-Disposition as it was written: quotes and comments
/// are gone, RFC 2231 sections and RFC 2047 words are still encoded.
///
/// @param name in lower case
public record Parameter(String name, String value) {}
