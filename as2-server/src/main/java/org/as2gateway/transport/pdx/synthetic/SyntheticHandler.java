package org.as2gateway.transport.pdx.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.as2gateway.transport.pdx.PdxCall;
import org.as2gateway.transport.pdx.PdxField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Answers the calls of the table, and refuses whatever is not in it. */
final class SyntheticHandler extends Handler.Abstract {
  private static final int MOST_PART_BYTES = 1024;

  private final SyntheticState state;
  private final Controls controls;
  private final Path folder;

  SyntheticHandler(SyntheticState state, Path folder) {
    this.state = state;
    this.controls = new Controls(state);
    this.folder = folder;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = new Exchange(request, response, callback);
    response.getHeaders().put(Exchange.LABEL);
    String path = Request.getPathInContext(request);
    Optional<PdxCall> call = PdxCall.of(request.getMethod(), path);
    if (!isSignedIn(request)) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"SYNTHETIC PDX\"");
      exchange.error(401, "sign in with the synthetic user");
    } else if (call.isPresent()) {
      answer(call.get(), path, exchange);
    } else if (!controls.handle(path, exchange)) {
      exchange.error(404, "there is no such call in the table");
    }
    return true;
  }

  private boolean isSignedIn(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && state.accepts(header);
  }

  private void answer(PdxCall call, String path, Exchange exchange) throws Exception {
    Optional<Fault> fault = state.begin(call);
    if (fault.isPresent() && exchange.fails(fault.get(), state)) {
      return;
    }
    switch (call) {
      case UPLOAD -> upload(exchange, fault);
      case EXTRACTS -> list(call, state.outbound().all(), exchange, fault);
      case UPLOADED -> list(call, state.uploads().all(), exchange, fault);
      case DOWNLOAD -> download(call.id(path).orElseThrow(), exchange, fault);
    }
  }

  private void list(
      PdxCall call, List<SyntheticFile> files, Exchange exchange, Optional<Fault> fault) {
    Fields query = Request.extractQueryParameters(exchange.request());
    for (Fields.Field field : query) {
      if (!call.hasField(field.getName()) || field.getValues().size() != 1) {
        exchange.error(400, "parameter '" + field.getName() + "' is unknown or there twice");
        return;
      }
    }
    if (!isEnvironment(query.getValue(PdxCall.ENVIRONMENT))) {
      exchange.error(400, "environment is missing, expected PROD or TEM");
      return;
    }
    boolean isWrong = fault.filter(Fault.WRONG_LENGTH::equals).isPresent();
    exchange.json(200, new SyntheticList(query, state.pageSize(), isWrong).of(files));
  }

  private static boolean isEnvironment(String value) {
    return "PROD".equals(value) || "TEM".equals(value);
  }

  private void upload(Exchange exchange, Optional<Fault> fault) throws IOException {
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .location(folder)
            .maxParts(PdxCall.UPLOAD.fields().size())
            .maxPartSize(-1)
            .maxSize(-1)
            .maxMemoryPartSize(MOST_PART_BYTES)
            .build();
    Request request = exchange.request();
    String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    try (MultiPartFormData.Parts parts =
        MultiPartFormData.getParts(request, request, type, config)) {
      for (PdxField field : PdxCall.UPLOAD.fields()) {
        if (parts.getAll(field.name()).size() != 1) {
          exchange.error(400, "part '" + field.name() + "' is not there exactly once");
          return;
        }
      }
      String environment = text(parts, PdxCall.ENVIRONMENT);
      if (!isEnvironment(environment)) {
        exchange.error(400, "environment is '" + environment + "', expected PROD or TEM");
        return;
      }
      take(parts, environment, exchange, fault);
    } catch (RuntimeException e) {
      exchange.error(400, "the body is no complete multipart/form-data");
    }
  }

  private void take(
      MultiPartFormData.Parts parts, String environment, Exchange exchange, Optional<Fault> fault)
      throws IOException {
    MultiPart.Part part = parts.getFirst(PdxCall.FILE);
    SyntheticFile file;
    try (InputStream content = Content.Source.asInputStream(part.getContentSource())) {
      file = state.uploads().add(environment, text(parts, PdxCall.FILENAME), content);
    }
    if (fault.filter(Fault.TAKEN_CUT::equals).isPresent()) {
      exchange.cut();
    } else if (fault.filter(Fault.TAKEN_SERVER_ERROR::equals).isPresent()) {
      exchange.html(500);
    } else {
      exchange.json(200, SyntheticList.taken(file));
    }
  }

  private static String text(MultiPartFormData.Parts parts, String name) {
    return parts.getFirst(name).getContentAsString(StandardCharsets.UTF_8).strip();
  }

  private void download(String id, Exchange exchange, Optional<Fault> fault) throws IOException {
    Optional<SyntheticFile> file =
        id.matches("[0-9]{1,9}") ? state.outbound().find(Integer.parseInt(id)) : Optional.empty();
    if (file.isEmpty()) {
      exchange.error(404, "there is no file '" + id + "'");
      return;
    }
    boolean isShort = fault.filter(Fault.WRONG_LENGTH::equals).isPresent();
    boolean isCut = fault.filter(Fault.CUT::equals).isPresent();
    if (isShort || isCut) {
      exchange.part(file.get(), isCut);
    } else {
      state.outbound().downloaded(file.get().id());
      exchange.file(file.get());
    }
  }
}
