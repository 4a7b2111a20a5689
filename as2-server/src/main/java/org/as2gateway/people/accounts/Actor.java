package org.as2gateway.people.accounts;

/**
 * Who does something, for the audit log.
 *
 * @param name a user, or a token with its name
 * @param address where the request came from
 */
public record Actor(String name, String address) {}
