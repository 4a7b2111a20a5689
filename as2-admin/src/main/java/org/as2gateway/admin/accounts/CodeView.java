package org.as2gateway.admin.accounts;

import org.jspecify.annotations.Nullable;

/**
 * The form that asks for a code.
 *
 * @param ticket brings the sign-in back
 * @param next where to go on afterwards
 * @param error what was wrong; null at first
 */
public record CodeView(String ticket, String next, @Nullable String error) {}
