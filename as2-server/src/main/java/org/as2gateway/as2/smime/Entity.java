package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.as2gateway.as2.wire.Filename;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.bouncycastle.cms.CMSCompressedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;

/**
 * A MIME entity that writes itself as a stream: layers of a message are entities around entities.
 */
interface Entity {
  /** Its MIME headers. */
  Headers headers();

  /** Writes the body; does not close the stream. */
  void writeBody(OutputStream out) throws IOException;

  /** Writes headers, blank line and body. */
  default void writeWhole(OutputStream out) throws IOException {
    out.write(headers().toBlock());
    writeBody(out);
  }

  /** Ends a layer's stream without ending the one below it. */
  final class Uncloseable extends java.io.FilterOutputStream {
    Uncloseable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      out.write(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /** The business document. */
  record PayloadEntity(WriteRequest.Payload payload, boolean isBase64) implements Entity {
    @Override
    public Headers headers() {
      Headers headers =
          Headers.of(
              HeaderNames.CONTENT_TYPE,
              payload.contentType(),
              HeaderNames.CONTENT_TRANSFER_ENCODING,
              isBase64 ? "base64" : "binary");
      return payload
          .filename()
          .map(name -> headers.with(HeaderNames.CONTENT_DISPOSITION, Filename.attachment(name)))
          .orElse(headers);
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
      if (isBase64) {
        try (OutputStream encoder = Base64.getMimeEncoder().wrap(new Uncloseable(out))) {
          copy(encoder);
        }
      } else {
        copy(out);
      }
    }

    private void copy(OutputStream out) throws IOException {
      byte[] buffer = new byte[BufferedSource.BUFFER_BYTES];
      try (InputStream in = payload.content().open()) {
        int count;
        while ((count = in.read(buffer)) >= 0) {
          out.write(buffer, 0, count);
        }
      }
    }
  }

  /** Several business documents (RFC 2387). */
  record RelatedEntity(List<PayloadEntity> parts, String boundary) implements Entity {
    @Override
    public Headers headers() {
      String type = parts.get(0).payload().contentType().replaceAll(";.*", "").strip();
      return Headers.of(
          HeaderNames.CONTENT_TYPE,
          "multipart/related; type=\"" + type + "\"; boundary=\"" + boundary + "\"");
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
      for (PayloadEntity part : parts) {
        out.write(ascii("--" + boundary + "\r\n"));
        part.writeWhole(out);
        out.write(ascii("\r\n"));
      }
      out.write(ascii("--" + boundary + "--\r\n"));
    }
  }

  /** Compressed content (RFC 5402 §3). */
  record CompressedEntity(Entity inner) implements Entity {
    @Override
    public Headers headers() {
      return cmsHeaders("compressed-data", "smime.p7z");
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
      CMSCompressedDataStreamGenerator generator = new CMSCompressedDataStreamGenerator();
      generator.setBufferSize(BufferedSource.BUFFER_BYTES);
      try (OutputStream content = generator.open(new Uncloseable(out), new ZlibCompressor())) {
        inner.writeWhole(content);
      }
    }
  }

  static Headers cmsHeaders(String smimeType, String filename) {
    return Headers.of(
        HeaderNames.CONTENT_TYPE,
        "application/pkcs7-mime; smime-type=" + smimeType + "; name=\"" + filename + "\"",
        HeaderNames.CONTENT_TRANSFER_ENCODING,
        "binary",
        HeaderNames.CONTENT_DISPOSITION,
        Filename.attachment(filename));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
