package org.as2gateway.admin.accounts;

import org.jspecify.annotations.Nullable;

/**
 * The form for the first account.
 *
 * @param token the secret of the link
 * @param name as typed
 * @param error what was wrong; null at first
 */
public record SetUpView(String token, String name, @Nullable String error) {}
