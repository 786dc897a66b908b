/// The benchmark: Mailkeep and Debian's Postfix with Dovecot, one after the other, under the same
/// load on the same machine. `config/mailkeep bench` runs it.
@NullMarked
package org.mailkeep.benchmarks;

import org.jspecify.annotations.NullMarked;
