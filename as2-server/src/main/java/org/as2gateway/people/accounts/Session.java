package org.as2gateway.people.accounts;

import java.time.Instant;

/**
 * A user who is signed in.
 *
 * @param digest SHA-256 of the secret in the cookie
 * @param user name of the user
 * @param csrf what unsafe requests have to bring besides the cookie
 * @param createdAt sign-in
 * @param seenAt last request, to the minute
 * @param address where the user signed in from
 */
public record Session(
    String digest, String user, String csrf, Instant createdAt, Instant seenAt, String address) {}
