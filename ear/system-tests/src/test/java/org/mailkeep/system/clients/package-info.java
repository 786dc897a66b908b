/// Mail programs that people use, against the deployed server: they find what no test of ours
/// thinks of. They run with the tag `servers`, where the programs are installed.
@NullMarked
package org.mailkeep.system.clients;

import org.jspecify.annotations.NullMarked;
