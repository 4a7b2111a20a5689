package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.util.Optional;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.accounts.Secret;
import org.as2gateway.people.accounts.SignIns.Present;

/**
 * Who a request comes from.
 *
 * @param actor name and address
 * @param role what they may do
 * @param present the session of a person; empty for a program with a token
 */
public record Caller(Actor actor, Role role, Optional<Present> present) {
  private static final String ATTRIBUTE = "caller";

  /** The caller of a request that the guard let pass. */
  public static Caller of(Context context) {
    return find(context)
        .orElseThrow(() -> new IllegalStateException("the route is open: it has no caller"));
  }

  /** The caller of a request, if it is known. */
  public static Optional<Caller> find(Context context) {
    return Optional.ofNullable(context.<Caller>attribute(ATTRIBUTE));
  }

  /**
   * The session of the person whose request the guard let pass.
   *
   * @throws ProblemException with status 409 for a program, which has no account of its own
   */
  public static Present person(Context context) {
    return of(context)
        .present
        .orElseThrow(
            () ->
                new ProblemException(
                    409,
                    "a token has no password and no two-factor authentication; sign in as a user"));
  }

  void attach(Context context) {
    context.attribute(ATTRIBUTE, this);
  }

  /** Whether they may do what needs that role. */
  public boolean may(Role needed) {
    return role.includes(needed);
  }

  /**
   * Refuses an unsafe request of a person that does not bring the session's token.
   *
   * @throws ProblemException with status 403
   */
  public void requireToken(Optional<String> brought) {
    if (present.isEmpty()) {
      return; // another site cannot make a browser send a bearer token
    }
    String expected = Secret.digest(present.get().session().csrf());
    if (brought.isEmpty() || !Secret.matches(expected, brought.get())) {
      throw new ProblemException(403, "the form has expired; reload the page and try again");
    }
  }
}
