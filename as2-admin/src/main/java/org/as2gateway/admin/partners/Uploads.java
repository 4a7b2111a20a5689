package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.admin.page.Forms;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.registry.Upload;
import org.as2gateway.as2.wire.Octets;

/** Small files out of a form, or what was pasted instead. */
public final class Uploads {
  private static final int MAX_BYTES = 2 << 20;

  private Uploads() {}

  /** Checks the token of a form with a file; to be called before anything else. */
  public static void check(Context context) {
    Caller.of(context).requireToken(Optional.ofNullable(context.formParam("csrf")));
  }

  /** The file of that field, or else the text of the other. */
  public static Optional<Upload> of(Context context, String file, String text) throws IOException {
    UploadedFile uploaded = context.uploadedFile(file);
    if (uploaded != null && uploaded.size() > 0) {
      try (InputStream content = uploaded.content()) {
        return Optional.of(
            new Upload(uploaded.filename(), Octets.of(content.readNBytes(MAX_BYTES))));
      }
    }
    String pasted = Forms.text(context, text);
    return pasted.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Upload("pasted text", Octets.of(pasted.getBytes(StandardCharsets.UTF_8))));
  }
}
