/// Every management operation once, with its permission, its checks and its trace in the audit
/// trail. The REST API, and through it console and command line, call nothing else.
@NullMarked
package org.mailkeep.admin;

import org.jspecify.annotations.NullMarked;
