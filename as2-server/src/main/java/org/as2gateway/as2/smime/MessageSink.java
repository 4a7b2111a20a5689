package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where the reader puts what comes out of a message, before anything of it is verified: a stage
 * that nobody else sees. An {@code IOException} of any of its streams ends the reading as trouble
 * of ours, not of the partner.
 */
public interface MessageSink {
  /** Opens the file of payload {@code index}, counted from 0; the reader closes the stream. */
  OutputStream openPayload(int index) throws IOException;

  /**
   * Opens the file that keeps the signed entity, or what the MIC of an unsigned message covers,
   * where the payload does not reproduce it: Base64, compressed before signing, several payloads.
   * Called at most once; the reader closes the stream.
   */
  OutputStream openSignedEntity() throws IOException;

  /** Reads a payload back, for a second pass; the reader closes the stream. */
  InputStream reopenPayload(int index) throws IOException;

  /** Reads the signed entity back, for a second pass; the reader closes the stream. */
  InputStream reopenSignedEntity() throws IOException;
}
