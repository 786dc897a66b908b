/// How people log in: mechanisms, authenticator apps, certificates, Kerberos, with the programs
/// that they use.
@NullMarked
package org.mailkeep.system.logins;

import org.jspecify.annotations.NullMarked;
