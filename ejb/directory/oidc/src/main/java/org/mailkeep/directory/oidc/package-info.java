/// A directory of those who can show a token of an OpenID Connect provider, such as Keycloak. A
/// token is judged by its signature (RFC 7519, RFC 9068), by the provider's introspection (RFC
/// 7662) or by its userinfo endpoint (OpenID Connect Core §5.3). A provider says nothing of people
/// who do not log in, so whom it has vouched for before is kept here.
@NullMarked
package org.mailkeep.directory.oidc;

import org.jspecify.annotations.NullMarked;
