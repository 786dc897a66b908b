/// Health over HTTP: what a probe or the launcher asks before it sends mail.
@NullMarked
package org.mailkeep.web.health;

import org.jspecify.annotations.NullMarked;
