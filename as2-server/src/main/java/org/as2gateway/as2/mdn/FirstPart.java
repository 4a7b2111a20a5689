package org.as2gateway.as2.mdn;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;

/** The header block of a multipart entity's first part, out of the first octets of its body. */
final class FirstPart {
  private FirstPart() {}

  /** Empty if the octets show no delimiter. */
  static Optional<Headers> headers(MimePart entity) {
    List<String> lines;
    try {
      lines = new String(entity.decodedBody(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (UnreadableMdnException e) {
      return Optional.empty(); // base64 cut at an odd place, or none: a message then
    }
    String delimiter = "--" + entity.type().parameter("boundary").orElse("");
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals(delimiter)
          || (delimiter.equals("--") && lines.get(i).startsWith("--"))) {
        return Optional.of(block(lines.subList(i + 1, lines.size())));
      }
    }
    return Optional.empty();
  }

  private static Headers block(List<String> lines) {
    List<String> block = lines.stream().takeWhile(line -> !line.isBlank()).toList();
    return Headers.parseLenient(String.join("\n", block));
  }
}
