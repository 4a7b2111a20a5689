package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.io.IOException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.ContentSource;

/** Answers with a file as it is, to be saved and never shown as a page of this address. */
final class RawFile {
  private RawFile() {}

  static void answer(Context context, String filename, ContentSource content) throws IOException {
    context.header(
        "Content-Disposition", "attachment; filename*=UTF-8''" + Text.percentEncode(filename));
    context.header("Content-Security-Policy", "default-src 'none'; sandbox");
    context.contentType("application/octet-stream");
    context.result(content.open()); // closed by the server once written
  }
}
