package org.as2gateway.admin.port;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import org.as2gateway.people.accounts.Role;

/**
 * One path of the admin port. Without a declared role it is the administrators' alone.
 *
 * @param method HTTP method
 * @param path path, with names in braces
 * @param kind who asks there
 * @param access who may
 * @param summary what it does, for the API description
 * @param handler what answers
 * @param maxBodyBytes largest body of a request
 */
public record Route(
    HandlerType method,
    String path,
    Kind kind,
    Access access,
    String summary,
    Handler handler,
    long maxBodyBytes) {
  /** Forms are read into memory. */
  private static final long MAX_FORM_BYTES = 64 << 10;

  /** Certificates, partner files, JSON documents. */
  private static final long MAX_DOCUMENT_BYTES = 2 << 20;

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

  private Route(HandlerType method, String path, Kind kind, String summary, Handler handler) {
    this(
        method,
        path,
        kind,
        ADMINISTRATORS,
        summary,
        handler,
        kind == Kind.PAGE ? MAX_FORM_BYTES : MAX_DOCUMENT_BYTES);
  }

  /** A route of the API that changes nothing. */
  public static Route get(String path, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, Kind.API, summary, handler);
  }

  /** A route of the API that does something. */
  public static Route post(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, Kind.API, summary, handler);
  }

  /** A route of the API that replaces something. */
  public static Route put(String path, String summary, Handler handler) {
    return new Route(HandlerType.PUT, path, Kind.API, summary, handler);
  }

  /** A route of the API that removes something. */
  public static Route delete(String path, String summary, Handler handler) {
    return new Route(HandlerType.DELETE, path, Kind.API, summary, handler);
  }

  /** A page. */
  public static Route page(String path, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, Kind.PAGE, summary, handler);
  }

  /** Where a page's form goes. */
  public static Route form(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, Kind.PAGE, summary, handler);
  }

  /** Where a page's form with files goes; its handler calls {@link Caller#requireToken}. */
  public static Route upload(String path, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, Kind.UPLOAD, summary, handler);
  }

  /** A route of the API that answers everybody. */
  public static Route open(String path, String summary, Handler handler) {
    return get(path, summary, handler).toEverybody();
  }

  /** This route, for callers of that role or a greater one. */
  public Route by(Role role) {
    return with(Access.of(role));
  }

  /** This route, for everybody. */
  public Route toEverybody() {
    return with(Access.OPEN);
  }

  private Route with(Access changed) {
    return new Route(method, path, kind, changed, summary, handler, maxBodyBytes);
  }

  /** This route with a body of any size, which its handler reads as a stream. */
  public Route streaming() {
    return new Route(method, path, kind, access, summary, handler, Long.MAX_VALUE);
  }

  /** Whether it is for browsers, which sign in. */
  boolean isForPeople() {
    return kind != Kind.API;
  }

  /** Whether it changes something when a browser is lured to it. */
  boolean isUnsafe() {
    return !method.equals(HandlerType.GET) && !method.equals(HandlerType.HEAD);
  }

  /** Whether it answers everybody. */
  public boolean isOpen() {
    return access.isOpen();
  }
}
