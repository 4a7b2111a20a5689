package org.as2gateway.admin.web;

import org.jspecify.annotations.Nullable;

/**
 * The sign-in form.
 *
 * @param name as typed
 * @param next where to go on afterwards
 * @param error what was wrong; null at first
 * @param isSetUpNeeded whether nobody can sign in yet
 */
public record SignInView(String name, String next, @Nullable String error, boolean isSetUpNeeded) {
  SignInView with(String error) {
    return new SignInView(name, next, error, isSetUpNeeded);
  }
}
