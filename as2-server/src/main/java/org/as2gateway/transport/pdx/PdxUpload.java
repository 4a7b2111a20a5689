package org.as2gateway.transport.pdx;

import java.io.IOException;
import org.as2gateway.store.payload.Content;

/**
 * A file to upload.
 *
 * @param filename its name
 * @param content its bytes
 * @param sha256 their digest, lower-case hex
 * @param beforeEnd called once the whole file was sent, before the end of the request is: without
 *     that end PDX cannot take the upload for complete
 */
public record PdxUpload(String filename, Content content, String sha256, BeforeEnd beforeEnd) {
  /** What has to be done before an upload can be complete. */
  @FunctionalInterface
  public interface BeforeEnd {
    /**
     * Returns if the end may be sent.
     *
     * @throws IOException if not; the upload fails with it
     */
    void run() throws IOException;
  }
}
