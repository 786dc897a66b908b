/// Connections to LDAP servers, with the messages of the Apache Directory LDAP API on sockets of
/// our own: its connections hand each message from thread to thread, which costs more than the
/// look-up.
@NullMarked
package org.mailkeep.directory.ldap.client;

import org.jspecify.annotations.NullMarked;
