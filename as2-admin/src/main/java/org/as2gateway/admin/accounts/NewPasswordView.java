package org.as2gateway.admin.accounts;

import org.jspecify.annotations.Nullable;

/**
 * The form for a password in place of the one that an administrator has set.
 *
 * @param name of the account
 * @param error why the password was not changed; null at first
 */
public record NewPasswordView(String name, @Nullable String error) {}
