package org.as2gateway.admin.page;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.people.accounts.Role;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param title of the page
 * @param path of the page, for the menu
 * @param place the gateway that the page belongs to
 * @param theme {@code light} or {@code dark}; empty for that of the system
 * @param caller who looks at it; null on pages for everybody
 * @param notice what the last action did; null if nothing
 */
public record Frame(
    String title,
    String path,
    Place place,
    String theme,
    @Nullable Caller caller,
    @Nullable String notice) {
  private static final String THEME_COOKIE = "as2-theme";
  private static final Set<String> THEMES = Set.of("light", "dark");

  static Frame of(Context context, Place place, String title, @Nullable String notice) {
    String theme = Optional.ofNullable(context.cookie(THEME_COOKIE)).orElse("");
    return new Frame(
        title,
        context.path(),
        place,
        THEMES.contains(theme) ? theme : "",
        Caller.find(context).orElse(null),
        notice);
  }

  /** What stands beside an entry of the menu: how many wait there; empty for nothing. */
  public String count(NavItem item) {
    long count = item.showsAlerts() ? place.openAlerts().getAsLong() : 0;
    return count == 0 ? "" : Long.toString(count);
  }

  /** The menu. */
  public List<NavItem> menu() {
    return caller == null ? List.of() : NavItem.of(caller.role());
  }

  /** Whether somebody is signed in who may open other pages. */
  public boolean isSignedIn() {
    return caller != null
        && caller.present().filter(present -> !present.user().mustChangePassword()).isPresent();
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
