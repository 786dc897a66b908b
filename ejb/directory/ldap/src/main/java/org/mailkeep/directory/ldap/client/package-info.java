/// Connections to LDAP servers, with the messages of the Apache Directory LDAP API on sockets of
/// our own: its connections hand each message from thread to thread.
@NullMarked
package org.mailkeep.directory.ldap.client;

import org.jspecify.annotations.NullMarked;
