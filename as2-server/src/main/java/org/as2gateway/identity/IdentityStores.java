package org.as2gateway.identity;

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
