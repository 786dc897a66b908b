package org.mailkeep.web.admin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.mailkeep.auth.Permission;

/// The permission that a request takes. [Doorkeeper] asks for it before anything of the request is
/// read; what is behind asks again, since others call it, too.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Needs {
  /// Which one; of several, for several kinds of things, any will do to be let in, and what is
  /// behind asks for that of the kind.
  Permission[] value();
}
