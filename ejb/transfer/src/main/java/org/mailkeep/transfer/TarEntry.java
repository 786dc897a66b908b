package org.mailkeep.transfer;

import java.time.Instant;

/// An entry of an archive of tar.
///
/// @param name with `/` between its parts
/// @param size octets that follow
/// @param file whether it is an ordinary file, rather than a folder or a link
record TarEntry(String name, long size, Instant modified, boolean file) {}
