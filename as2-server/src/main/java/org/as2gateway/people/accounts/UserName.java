package org.as2gateway.people.accounts;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of users. */
final class UserName {
  /** Longest name. */
  static final int MAX = 64;

  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  private UserName() {}

  /** As it is kept: without case, without spaces around it. */
  static String normal(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }
}
