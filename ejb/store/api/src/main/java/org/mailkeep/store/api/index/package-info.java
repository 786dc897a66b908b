/// The inverted index over a data store: for each word of an account, in which messages it stands
/// and where. So every store of data serves full-text search without a server of its own.
///
/// An account is one range of keys and one writer at a time, which a version guards. Postings of a
/// word lie in chunks; only the last one of a word is ever rewritten, so what a message costs does
/// not grow with the account. Whether a message is there is said by a bitmap, the last thing that
/// is written of it and the first that is removed.
@NullMarked
package org.mailkeep.store.api.index;

import org.jspecify.annotations.NullMarked;
