/// Every management operation once; REST, console and CLI call it.
@NullMarked
package org.mailkeep.admin;

import org.jspecify.annotations.NullMarked;
