package org.as2gateway.admin.accounts;

import org.jspecify.annotations.Nullable;

/**
 * The form for a new password.
 *
 * @param name of the account
 * @param token the secret of the link
 * @param error what was wrong; null at first
 */
public record ResetView(String name, String token, @Nullable String error) {}
