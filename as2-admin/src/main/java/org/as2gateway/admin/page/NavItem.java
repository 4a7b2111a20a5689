package org.as2gateway.admin.page;

import java.util.List;
import org.as2gateway.people.accounts.Role;

/**
 * A page that the menu leads to.
 *
 * @param label what it is called
 * @param path where it is
 * @param role who sees it
 * @param startsGroup whether a line stands above it
 */
public record NavItem(String label, String path, Role role, boolean startsGroup) {
  /** All of them, in order. A new page gets its line here. */
  private static final List<NavItem> ALL =
      List.of(
          new NavItem("Today", "/", Role.VIEWER, false),
          new NavItem("Alerts", "/alerts", Role.VIEWER, false),
          new NavItem("Expected traffic", "/expected-traffic", Role.VIEWER, false),
          new NavItem("Messages", "/messages", Role.VIEWER, false),
          new NavItem("Send", "/send", Role.OPERATOR, false),
          new NavItem("USPS", "/usps", Role.VIEWER, false),
          new NavItem("Partners", "/partners", Role.VIEWER, true),
          new NavItem("Connections", "/connections", Role.VIEWER, false),
          new NavItem("Setup", "/onboarding", Role.PARTNER_MANAGER, false),
          new NavItem("Certificates", "/certificates", Role.VIEWER, false),
          new NavItem("Users", "/users", Role.ADMINISTRATOR, true),
          new NavItem("API tokens", "/tokens", Role.ADMINISTRATOR, false),
          new NavItem("Audit log", "/audit", Role.ADMINISTRATOR, false));

  /** Whether the number of open alerts stands beside it. */
  boolean showsAlerts() {
    return path.equals("/alerts");
  }

  static List<NavItem> of(Role role) {
    return ALL.stream().filter(item -> role.includes(item.role())).toList();
  }

  /** Whether the page at that path is this one or below it. */
  public boolean isCurrent(String current) {
    return current.equals(path) || (!path.equals("/") && current.startsWith(path + "/"));
  }
}
