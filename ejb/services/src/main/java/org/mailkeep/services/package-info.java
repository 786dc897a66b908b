/// Composition root: message-driven beans, EJBs, timers, producers. The only Jakarta beans below
/// the web.
@NullMarked
package org.mailkeep.services;

import org.jspecify.annotations.NullMarked;
