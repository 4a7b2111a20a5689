package org.as2gateway.admin.page;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param title of the page
 * @param path of the page, for the menu
 * @param caller who looks at it; null on pages for everybody
 * @param notice what the last action did; null if nothing
 */
public record Frame(String title, String path, @Nullable Caller caller, @Nullable String notice) {
  static Frame of(Context context, String title, @Nullable String notice) {
    return new Frame(title, context.path(), Caller.find(context).orElse(null), notice);
  }

  /** The menu. */
  public List<NavItem> menu() {
    return caller == null ? List.of() : NavItem.of(caller.role());
  }

  /** Whether somebody is signed in. */
  public boolean isSignedIn() {
    return caller != null && caller.present().isPresent();
  }

  /** Name of who is signed in. */
  public String userName() {
    return caller == null ? "" : caller.actor().name();
  }

  /** Role of who is signed in. */
  public String roleLabel() {
    return caller == null ? "" : caller.role().label();
  }

  /** Whether the one who looks may do what needs that role. */
  public boolean may(Role role) {
    return caller != null && caller.may(role);
  }

  /** What forms bring back. */
  public String csrf() {
    return Optional.ofNullable(caller)
        .flatMap(Caller::present)
        .map(present -> present.session().csrf())
        .orElse("");
  }
}
