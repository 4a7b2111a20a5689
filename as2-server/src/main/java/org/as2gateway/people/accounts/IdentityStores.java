package org.as2gateway.people.accounts;

/** The tables behind the use cases. */
record IdentityStores(
    JdbcUsers users,
    JdbcSessions sessions,
    JdbcApiTokens tokens,
    JdbcSignInFailures failures,
    JdbcKnownBrowsers browsers,
    JdbcSecondFactors factors,
    JdbcExternalUsers external,
    JdbcSavedViews views,
    JdbcAuditLog audit) {}
