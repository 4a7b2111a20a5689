package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whatever a multipart body holds, its parts do not depend on how its octets arrive. */
class MultipartFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void parts_are_the_same_however_the_octets_arrive(byte[] body) {
    List<String> whole = parts(body, Integer.MAX_VALUE);
    assertThat(parts(body, 1)).isEqualTo(whole);
    assertThat(parts(body, 7)).isEqualTo(whole);
  }

  /** The parts, and how the body ended. */
  private static List<String> parts(byte[] body, int pieceBytes) {
    List<String> parts = new ArrayList<>();
    try {
      MultipartReader reader = new MultipartReader(inPieces(body, pieceBytes), "b");
      while (reader.nextPart()) {
        parts.add(new String(reader.part().readAllBytes(), StandardCharsets.ISO_8859_1));
      }
      reader.passEpilogue();
      parts.add("end");
    } catch (ContentException e) {
      parts.add(e.word().toString());
    } catch (IOException e) {
      throw new AssertionError("not a refusal", e);
    }
    return parts;
  }

  private static InputStream inPieces(byte[] octets, int pieceBytes) {
    return new ByteArrayInputStream(octets) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, pieceBytes));
      }
    };
  }
}
