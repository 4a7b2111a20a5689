package org.as2gateway.admin.api;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import org.as2gateway.identity.Role;

/**
 * One path of the admin port. Without a declared role it is the administrators' alone.
 *
 * @param method HTTP method
 * @param path path, with names in braces
 * @param kind who asks there
 * @param access who may
 * @param summary what it does, for the API description
 * @param handler what answers
 */
public record Route(
    HandlerType method, String path, Kind kind, Access access, String summary, Handler handler) {
  /** Who asks. */
  public enum Kind {
    /** Programs, which get problem details when something is wrong. */
    API,
    /** People, who get a page. */
    PAGE,
    /** People with a form of files, whose handler checks the form's token itself. */
    UPLOAD
  }

  /**
   * Who may.
   *
   * @param isOpen everybody, unknown ones too; else the role counts
   * @param role the least role
   */
  public record Access(boolean isOpen, Role role) {
    static final Access OPEN = new Access(true, Role.VIEWER);

    static Access of(Role role) {
      return new Access(false, role);
    }
  }

  private static final Access ADMINISTRATORS = Access.of(Role.ADMINISTRATOR);

  /** A route of the API that changes nothing. */
  public static Route get(String path, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, Kind.API, ADMINISTRATORS, summary, handler);
  }

  /** A route of the API that does something. */
  public static Route post(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, Kind.API, ADMINISTRATORS, summary, handler);
  }

  /** A route of the API that replaces something. */
  public static Route put(String path, String summary, Handler handler) {
    return new Route(HandlerType.PUT, path, Kind.API, ADMINISTRATORS, summary, handler);
  }

  /** A route of the API that removes something. */
  public static Route delete(String path, String summary, Handler handler) {
    return new Route(HandlerType.DELETE, path, Kind.API, ADMINISTRATORS, summary, handler);
  }

  /** A page. */
  public static Route page(String path, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, Kind.PAGE, ADMINISTRATORS, summary, handler);
  }

  /** Where a page's form goes. */
  public static Route form(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, Kind.PAGE, ADMINISTRATORS, summary, handler);
  }

  /** Where a page's form with files goes; its handler calls {@link Caller#requireToken}. */
  public static Route upload(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, Kind.UPLOAD, ADMINISTRATORS, summary, handler);
  }

  /** A route of the API that answers everybody. */
  static Route open(String path, String summary, Handler handler) {
    return get(path, summary, handler).toEverybody();
  }

  /** This route, for callers of that role or a greater one. */
  public Route by(Role role) {
    return new Route(method, path, kind, Access.of(role), summary, handler);
  }

  /** This route, for everybody. */
  public Route toEverybody() {
    return new Route(method, path, kind, Access.OPEN, summary, handler);
  }

  /** Whether it answers everybody. */
  public boolean isOpen() {
    return access.isOpen();
  }
}
