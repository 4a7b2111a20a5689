package org.as2gateway.admin.web;

import java.util.List;
import org.as2gateway.identity.User;
import org.jspecify.annotations.Nullable;

/**
 * The page Users.
 *
 * @param users by name
 * @param error why the last change was not made; null if it was
 */
public record UsersView(List<User> users, @Nullable String error) {}
