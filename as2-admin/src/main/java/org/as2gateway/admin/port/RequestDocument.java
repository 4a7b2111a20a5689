package org.as2gateway.admin.port;

/**
 * A JSON object that a request brings. A member that may be null may be missing too, and unknown
 * members are ignored.
 */
public interface RequestDocument {}
