package org.as2gateway.admin.port;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a document of the API or a member of it means, for the API description. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Description {
  /** The meaning; empty if the name says it. */
  String value() default "";

  /** All values that a text may have; empty for any. */
  String[] values() default {};

  /** A regular expression of the text; empty for any. */
  String pattern() default "";

  /** The least value of a number. */
  long minimum() default Long.MIN_VALUE;
}
