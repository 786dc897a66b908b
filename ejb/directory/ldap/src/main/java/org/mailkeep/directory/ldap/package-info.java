/// A directory on an LDAP server, such as OpenLDAP or Active Directory: filters and attributes of
/// the administrator's, groups, and the ways to check a password. What clients write is escaped
/// wherever it goes into a filter or a name (RFC 4515, RFC 4514).
@NullMarked
package org.mailkeep.directory.ldap;

import org.jspecify.annotations.NullMarked;
