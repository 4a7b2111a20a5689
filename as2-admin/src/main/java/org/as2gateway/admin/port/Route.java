package org.as2gateway.admin.port;

import io.javalin.http.Context;
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
 * @param operation what it takes and answers
 */
public record Route(
    HandlerType method,
    String path,
    Kind kind,
    Access access,
    String summary,
    Handler handler,
    long maxBodyBytes,
    Operation operation) {
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
   * @param takesInitialPassword also users who have to choose another password first
   */
  public record Access(boolean isOpen, Role role, boolean takesInitialPassword) {
    static final Access OPEN = new Access(true, Role.VIEWER, true);

    static Access of(Role role) {
      return new Access(false, role, false);
    }
  }

  private static final Access ADMINISTRATORS = Access.of(Role.ADMINISTRATOR);

  /**
   * Makes the document of an answer.
   *
   * @param <T> the record that describes it
   */
  @FunctionalInterface
  public interface Reply<T> {
    /** Does what is asked for. */
    T to(Context context) throws Exception;
  }

  private static Route api(
      HandlerType method, String path, String summary, BodyType answer, Handler handler) {
    return new Route(
        method,
        path,
        Kind.API,
        ADMINISTRATORS,
        summary,
        handler,
        MAX_DOCUMENT_BYTES,
        Operation.answering(answer));
  }

  private static Route page(
      HandlerType method, String path, Kind kind, String summary, Handler handler) {
    return new Route(
        method,
        path,
        kind,
        ADMINISTRATORS,
        summary,
        handler,
        kind == Kind.PAGE ? MAX_FORM_BYTES : MAX_DOCUMENT_BYTES,
        Operation.answering(BodyType.NOTHING));
  }

  private static <T> Handler json(Reply<T> reply) {
    return context -> Json.answer(context, reply.to(context));
  }

  /** A route of the API that changes nothing. */
  public static <T> Route get(String path, String summary, Class<T> answer, Reply<T> reply) {
    return get(path, summary, BodyType.json(answer), json(reply));
  }

  /** A route of the API that changes nothing and answers with something else than JSON. */
  public static Route get(String path, String summary, BodyType answer, Handler handler) {
    return api(HandlerType.GET, path, summary, answer, handler);
  }

  /** A route of the API that does something. */
  public static <T> Route post(String path, String summary, Class<T> answer, Reply<T> reply) {
    return api(HandlerType.POST, path, summary, BodyType.json(answer), json(reply));
  }

  /** A route of the API that does something and answers with nothing. */
  public static Route post(String path, String summary, Handler handler) {
    return api(HandlerType.POST, path, summary, BodyType.NOTHING, handler).status(204);
  }

  /** A route of the API that replaces something. */
  public static <T> Route put(String path, String summary, Class<T> answer, Reply<T> reply) {
    return api(HandlerType.PUT, path, summary, BodyType.json(answer), json(reply));
  }

  /** A route of the API that removes something. */
  public static Route delete(String path, String summary, Handler handler) {
    return api(HandlerType.DELETE, path, summary, BodyType.NOTHING, handler).status(204);
  }

  /** A page. */
  public static Route page(String path, String summary, Handler handler) {
    return page(HandlerType.GET, path, Kind.PAGE, summary, handler);
  }

  /** Where a page's form goes. */
  public static Route form(String path, String summary, Handler handler) {
    return page(HandlerType.POST, path, Kind.PAGE, summary, handler);
  }

  /** Where a page's form with files goes; its handler calls {@link Caller#requireToken}. */
  public static Route upload(String path, String summary, Handler handler) {
    return page(HandlerType.POST, path, Kind.UPLOAD, summary, handler);
  }

  /** A route of the API that answers everybody. */
  public static Route open(String path, String summary, BodyType answer, Handler handler) {
    return get(path, summary, answer, handler).toEverybody();
  }

  /** This route, for callers of that role or a greater one. */
  public Route by(Role role) {
    return with(Access.of(role));
  }

  /** This route, for everybody. */
  public Route toEverybody() {
    return with(Access.OPEN);
  }

  /** This route, also for users who have to choose another password before anything else. */
  public Route withInitialPassword() {
    return with(new Access(access.isOpen(), access.role(), true));
  }

  private Route with(Access changed) {
    return new Route(method, path, kind, changed, summary, handler, maxBodyBytes, operation);
  }

  /** This route with a body of any size, which its handler reads as a stream. */
  public Route streaming() {
    return new Route(method, path, kind, access, summary, handler, Long.MAX_VALUE, operation);
  }

  /** This route with a body of at most so many bytes. */
  public Route upTo(long bytes) {
    return new Route(method, path, kind, access, summary, handler, bytes, operation);
  }

  /** This route, whose usual answer has that status. */
  public Route status(int status) {
    Handler first = handler;
    return new Route(
        method,
        path,
        kind,
        access,
        summary,
        context -> {
          context.status(status);
          first.handle(context);
        },
        maxBodyBytes,
        operation.withStatus(status));
  }

  /** This route, which may also answer with that status and the same content. */
  public Route or(int status) {
    return or(status, operation.answer());
  }

  /** This route, which may also answer with that status and content. */
  public Route or(int status, BodyType content) {
    return with(operation.or(status, content));
  }

  /** This route, whose requests carry such a document. */
  public Route takes(Class<? extends RequestDocument> document) {
    return takes(BodyType.json(document));
  }

  /** This route, whose requests carry that. */
  public Route takes(BodyType content) {
    return with(operation.taking(content));
  }

  /** This route with those parameters in its query string. */
  public Route asking(QueryParameter... parameters) {
    return with(operation.asking(parameters));
  }

  private Route with(Operation changed) {
    return new Route(method, path, kind, access, summary, handler, maxBodyBytes, changed);
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
