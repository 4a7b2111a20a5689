package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload: head, file, end, of known length (RFC 7578). The end is handed out only
 * once the file was read unchanged and {@link PdxUpload#beforeEnd} has returned; without it nobody
 * can take the upload for complete. For one request.
 */
final class MultipartUpload implements ByteChannel {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BOUNDARY_BITS = 128;

  private final String boundary =
      "----as2gateway" + new BigInteger(BOUNDARY_BITS, RANDOM).toString(36);
  private final PdxUpload upload;
  private final ByteBuffer head;
  private final ByteBuffer end;
  private final long length;
  private final MessageDigest digest = Sha256.digest();
  private @Nullable ReadableByteChannel file;
  private boolean isFileRead;
  private boolean isClosed;
  private volatile boolean isComplete;

  MultipartUpload(PdxUpload upload, String environment) throws IOException {
    this.upload = upload;
    String filename = escaped(upload.filename());
    String text =
        part(PdxCall.FILENAME, "", upload.filename())
            + part(PdxCall.ENVIRONMENT, "", environment)
            + part(
                PdxCall.FILE,
                "; filename=\"" + filename + "\"\r\nContent-Type: application/octet-stream",
                "");
    // The last part has its content still to come.
    head = utf8(text.substring(0, text.length() - 2));
    end = utf8("\r\n--" + boundary + "--\r\n");
    length = head.remaining() + upload.content().bytes() + end.remaining();
  }

  private String part(String name, String more, String value) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
        .formatted(boundary, name, more, value);
  }

  /** As browsers do. */
  private static String escaped(String filename) {
    return filename.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  long length() {
    return length;
  }

  /** Whether the end was handed out: from then on PDX may have the file. */
  boolean isComplete() {
    return isComplete;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    if (isClosed) {
      throw new ClosedChannelException();
    }
    if (head.hasRemaining()) {
      return move(head, target);
    }
    if (!isFileRead) {
      int count = readFile(target);
      if (count >= 0) {
        return count;
      }
    }
    return end.hasRemaining() ? move(end, target) : -1;
  }

  private int readFile(ByteBuffer target) throws IOException {
    ReadableByteChannel open = file;
    if (open == null) {
      open = upload.content().channel(0);
      file = open;
    }
    int from = target.position();
    int count = open.read(target);
    if (count < 0) {
      requireUnchanged();
      upload.beforeEnd().run();
      isFileRead = true;
      isComplete = true;
    } else {
      ByteBuffer read = target.duplicate();
      read.position(from).limit(from + count);
      digest.update(read);
    }
    return count;
  }

  private void requireUnchanged() throws PdxFailure {
    if (!HexFormat.of().formatHex(digest.digest()).equals(upload.sha256())) {
      throw new PdxFailure(
          PdxFailure.Kind.FILE_CHANGED,
          Reason.FILE_MISSING,
          "the kept copy of '" + upload.filename() + "' is not what was submitted any more");
    }
  }

  private static int move(ByteBuffer source, ByteBuffer target) {
    int count = Math.min(source.remaining(), target.remaining());
    ByteBuffer part = source.duplicate();
    part.limit(part.position() + count);
    target.put(part);
    source.position(source.position() + count);
    return count;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return !isClosed;
  }

  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    if (file != null) {
      file.close();
    }
  }
}
