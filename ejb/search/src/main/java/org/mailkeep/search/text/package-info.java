/// Words of texts in many languages, so that the index and the searches mean the same by a word.
/// The libraries for stems and stop words are seen nowhere else.
@NullMarked
package org.mailkeep.search.text;

import org.jspecify.annotations.NullMarked;
