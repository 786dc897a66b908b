/// The REST API for administrators, `/api`: thin resources, each method one call into
/// `org.mailkeep.admin`, and the translation between JSON and its values. Answers are `{"data":
/// …}`, refusals are problem documents (RFC 9457).
@NullMarked
package org.mailkeep.web.admin;

import org.jspecify.annotations.NullMarked;
