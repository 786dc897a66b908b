/// Connections to LDAP servers by the Apache Directory LDAP API.
@NullMarked
package org.mailkeep.directory.ldap.client;

import org.jspecify.annotations.NullMarked;
