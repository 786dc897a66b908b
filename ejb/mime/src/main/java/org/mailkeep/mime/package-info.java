/// RFC 5322 and MIME: a one-pass reader that notes offsets, a writer, delivery reports.
@NullMarked
package org.mailkeep.mime;

import org.jspecify.annotations.NullMarked;
