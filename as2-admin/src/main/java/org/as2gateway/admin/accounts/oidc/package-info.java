/**
 * Signing in at an OpenID Connect provider: authorization code flow with PKCE. Knows the provider
 * and its tokens; nothing of pages and accounts.
 */
@NullMarked
package org.as2gateway.admin.accounts.oidc;

import org.jspecify.annotations.NullMarked;
