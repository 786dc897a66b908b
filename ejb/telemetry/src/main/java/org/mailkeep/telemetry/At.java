package org.mailkeep.telemetry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The level of an event. Events without it are [Level#INFO].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface At {
  Level value();
}
