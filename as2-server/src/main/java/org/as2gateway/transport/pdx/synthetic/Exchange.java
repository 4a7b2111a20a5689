package org.as2gateway.transport.pdx.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request to the synthetic server, and the ways to answer it. Each is for one answer. */
record Exchange(Request request, Response response, Callback callback) {
  static final String SYNTHETIC = "SYNTHETIC: this server is not of USPS";
  static final HttpField LABEL = new HttpField("X-Synthetic", SYNTHETIC);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TWO_MINUTES = "120";

  /** Answers with JSON. */
  void json(int status, ObjectNode document) {
    document.put("synthetic", SYNTHETIC);
    send(status, "application/json", JSON.writeValueAsString(document));
  }

  /** Answers with an error, whose form is invented. */
  void error(int status, String text) {
    json(status, JSON.createObjectNode().put("message", text));
  }

  /** Answers with a page. */
  void html(int status) {
    send(status, "text/html", "<html><body><h1>" + SYNTHETIC + "</h1></body></html>\n");
  }

  private void send(int status, String type, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /** Answers with a file. */
  void file(SyntheticFile file) {
    head(file.bytes());
    Content.copy(Content.Source.from(file.path()), response, callback);
  }

  private void head(long bytes) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes);
  }

  /** Announces a file, or ten bytes more, and closes the connection before that many have come. */
  void part(SyntheticFile file, boolean isHalf) throws IOException {
    long announced = isHalf ? file.bytes() : file.bytes() + 10;
    long sent = isHalf ? file.bytes() / 2 : file.bytes();
    head(announced);
    try (FileChannel channel = FileChannel.open(file.path())) {
      ByteBuffer block = ByteBuffer.allocate((int) Math.min(sent, 1 << 16));
      long left = sent;
      while (left > 0) {
        block.clear().limit((int) Math.min(block.capacity(), left));
        left -= channel.read(block);
        write(block.flip());
      }
    }
    cut();
  }

  /** Closes the connection without a further byte. */
  void cut() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("cut on demand")); // of the kind that Jetty does not log
  }

  /**
   * Does what is wrong whatever the call is.
   *
   * @return false if the call itself has to go wrong
   */
  boolean fails(Fault fault, SyntheticState state) throws IOException, InterruptedException {
    if (fault != Fault.CUT && !fault.isTaken()) {
      try (InputStream body = Content.Source.asInputStream(request)) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
    switch (fault) {
      case SERVER_ERROR -> html(500);
      case HTML -> html(200);
      case SLOW -> {
        state.awaitStop();
        cut();
      }
      case UNKNOWN_JSON ->
          json(200, JSON.createObjectNode().put("nobody", "expects this").put("number", 1));
      case TOO_MANY_REQUESTS -> {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, TWO_MINUTES);
        error(429, "too many requests");
      }
      case LOGIN_REFUSED -> error(401, "the account is not active");
      case REDIRECT -> {
        response.getHeaders().put(HttpHeader.LOCATION, "https://login.invalid/");
        html(302);
      }
      case REFUSED -> error(400, "the file is refused");
      case CUT -> {
        if (request.getMethod().equals("GET")
            && Request.getPathInContext(request).startsWith("/api/outbound-files/")) {
          return false;
        }
        cut();
      }
      case TAKEN_CUT, TAKEN_SERVER_ERROR, WRONG_LENGTH -> {
        return false;
      }
    }
    return true;
  }

  private void write(ByteBuffer block) throws IOException {
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(false, block, written);
      written.block();
    }
  }
}
