package org.as2gateway.admin.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.people.accounts.User;
import org.jspecify.annotations.Nullable;

/**
 * The page Users.
 *
 * @param users by name
 * @param withCodes names of those whose sign-in asks for a code
 * @param fromElsewhere names of those for whom the sign-in provider vouches
 * @param locked until when failed attempts keep unknown browsers out, by name
 * @param error why the last change was not made; null if it was
 */
public record UsersView(
    List<User> users,
    Set<String> withCodes,
    Set<String> fromElsewhere,
    Map<String, Instant> locked,
    @Nullable String error) {}
