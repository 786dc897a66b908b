/// Carries what a store holds into another one, or into an archive, while the server goes on using
/// it: copying page by page what stands still, then what was changed meanwhile, until so little is
/// left that commits can wait for it.
@NullMarked
package org.mailkeep.store.api.moving;

import org.jspecify.annotations.NullMarked;
