package org.as2gateway.people.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did.
 *
 * @param number counts from 1 without gaps
 * @param at when
 * @param actor who, from where
 * @param action a short stable word: {@code sign-in}, {@code message-resend}, {@code user-add} …
 * @param subject what it was done to: a message id, a user, a partner …
 * @param before how it was; null where nothing was
 * @param after how it is; null where nothing is left
 * @param hash SHA-256 over this entry and the hash of the one before
 */
public record AuditEntry(
    long number,
    Instant at,
    Actor actor,
    String action,
    String subject,
    @Nullable String before,
    @Nullable String after,
    String hash) {}
