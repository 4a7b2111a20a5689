package org.as2gateway.admin.accounts;

import java.util.List;
import org.as2gateway.people.accounts.ApiToken;
import org.jspecify.annotations.Nullable;

/**
 * The page API tokens.
 *
 * @param tokens newest first
 * @param secret of the token just made, shown this once; null if none was made
 * @param error why none was made; null if all is well
 */
public record TokensView(List<ApiToken> tokens, @Nullable String secret, @Nullable String error) {}
