package org.as2gateway.people.accounts;

/** The tables behind the use cases. */
record IdentityStores(
    Users users,
    Sessions sessions,
    ApiTokens tokens,
    SignInFailures failures,
    KnownBrowsers browsers,
    SecondFactors factors,
    ExternalUsers external,
    AuditLog audit) {}
