package org.as2gateway.people.accounts;

/**
 * Who may use the admin port and what they did.
 *
 * @param signIns signing in, sessions, tokens
 * @param accounts users and tokens, to change
 * @param resets links to a new password
 * @param own what users do with their own account
 * @param external sign-in of those for whom a provider vouches
 * @param views lists of messages that users keep
 * @param audit what was done
 */
public record Identity(
    SignIns signIns,
    Accounts accounts,
    PasswordResets resets,
    OwnAccount own,
    ExternalSignIns external,
    JdbcSavedViews views,
    JdbcAuditLog audit) {}
