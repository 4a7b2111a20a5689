package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.as2gateway.as2.wire.Filename;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.ParameterizedValue;

/**
 * Writes the payloads of the innermost entity to the sink: one, or each part of a multipart/related
 * (§5.9).
 */
final class PayloadWriter {
  private static final String DEFAULT_TYPE = "application/octet-stream";

  private final MessageReader.GuardedSink sink;
  private final CryptoProviders providers;
  private final int maxParts;
  private final List<ReadOutcome.Payload> written = new ArrayList<>();

  PayloadWriter(MessageReader.GuardedSink sink, CryptoProviders providers, int maxParts) {
    this.sink = sink;
    this.providers = providers;
    this.maxParts = maxParts;
  }

  List<ReadOutcome.Payload> written() {
    return written;
  }

  /** Reads the raw body of the entity to its end. */
  void write(Headers headers, InputStream body) throws IOException {
    ParameterizedValue type =
        ParameterizedValue.parse(headers.first(HeaderNames.CONTENT_TYPE).orElse(""));
    if (type.value().equals("multipart/related") && type.parameter("boundary").isPresent()) {
      writeParts(TransferEncoding.decode(headers, body), type.parameter("boundary").get());
    } else {
      writeOne(headers, body);
    }
  }

  private void writeParts(InputStream body, String boundary) throws IOException {
    MultipartReader parts = new MultipartReader(body, boundary);
    while (parts.nextPart()) {
      if (written.size() == maxParts) {
        throw ContentException.broken("multipart/related has more than " + maxParts + " parts");
      }
      BufferedSource part = new BufferedSource(parts.part());
      byte[] block = part.readHeaderBlock();
      writeOne(Headers.parseLenient(new String(block, StandardCharsets.ISO_8859_1)), part);
    }
    parts.passEpilogue();
    if (written.isEmpty()) {
      throw ContentException.broken("multipart/related has no parts");
    }
  }

  private void writeOne(Headers headers, InputStream body) throws IOException {
    InputStream content = TransferEncoding.decode(headers, body);
    MessageDigest sha256 = providers.messageDigest(MicAlgorithm.SHA256);
    byte[] buffer = new byte[BufferedSource.BUFFER_BYTES];
    long bytes = 0;
    try (OutputStream out = sink.openPayload(written.size())) {
      int count;
      while ((count = content.read(buffer, 0, buffer.length)) >= 0) {
        sha256.update(buffer, 0, count);
        out.write(buffer, 0, count);
        bytes += count;
      }
    }
    written.add(
        new ReadOutcome.Payload(
            Filename.of(headers),
            headers.first(HeaderNames.CONTENT_TYPE).filter(t -> !t.isBlank()).orElse(DEFAULT_TYPE),
            bytes,
            HexFormat.of().formatHex(sha256.digest())));
  }
}
