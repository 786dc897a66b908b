/// Full-text search of mail: how messages become documents, the indexer that follows the journal
/// behind the mail, and what a search may believe of the index while it is behind.
@NullMarked
package org.mailkeep.search;

import org.jspecify.annotations.NullMarked;
