/**
 * Who may use the admin port: users, their sessions, API tokens, and the log of what they did.
 * Shared with nothing on the partner's side: no listener of partners knows it (security.md §1).
 */
@NullMarked
package org.as2gateway.people.accounts;

import org.jspecify.annotations.NullMarked;
