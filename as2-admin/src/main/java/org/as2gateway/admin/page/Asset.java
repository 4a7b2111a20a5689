package org.as2gateway.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.people.accounts.Secret;

/** A file that pages refer to. Its address changes with its content, so browsers may keep it. */
public enum Asset {
  STYLE("app.css", "text/css; charset=utf-8"),
  PARTNERS_STYLE("partners.css", "text/css; charset=utf-8"),
  SCRIPT("app.js", "text/javascript; charset=utf-8"),
  MESSAGES_SCRIPT("messages.js", "text/javascript; charset=utf-8"),
  HTMX("htmx.min.js", "text/javascript; charset=utf-8"),
  HTMX_SSE("htmx-sse.min.js", "text/javascript; charset=utf-8"),
  CHARTS("uplot.min.js", "text/javascript; charset=utf-8"),
  CHARTS_STYLE("uplot.min.css", "text/css; charset=utf-8"),
  ICON("icon.svg", "image/svg+xml");

  private static final String FOLDER = "/assets/";
  private static final int SHORT = 12;

  private final String path;
  private final String contentType;
  private final String version;

  Asset(String file, String contentType) {
    this.path = FOLDER + file;
    this.contentType = contentType;
    this.version = Secret.digest(Arrays.toString(load(path))).substring(0, SHORT);
  }

  private static byte[] load(String path) {
    try (InputStream stream = Asset.class.getResourceAsStream(path.substring(1))) {
      if (stream == null) {
        throw new IllegalStateException("asset '" + path + "' is missing in the jar");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  public String contentType() {
    return contentType;
  }

  public Octets content() {
    return Octets.of(load(path));
  }

  /** The address for pages. */
  public String url() {
    return path + "?v=" + version;
  }
}
