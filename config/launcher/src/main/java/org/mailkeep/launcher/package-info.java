/// The operator's command `config/mailkeep`: makes an instance of the server, starts and stops it,
/// and speaks to its REST API. One class per command.
@NullMarked
package org.mailkeep.launcher;

import org.jspecify.annotations.NullMarked;
