package org.as2gateway.transport.as2.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestExplainerTest {
  private static final String HEADERS = "Content-Type: text/plain\\r\\n\\r\\n";
  private static final String PAYLOAD = "one\\r\\ntwo\\nthree\\r\\n\\rfour\\r\\n";

  /** Gives out a few octets at a time, so that line ends fall on the edges of blocks. */
  private static InputStream trickle(String text) {
    return new ByteArrayInputStream(octets(text)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }

  private static byte[] octets(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static DigestInput stretch(String what, String content) {
    return new DigestInput(what, "cause", "remedy", List.of(), () -> trickle(content));
  }

  private static Explanation explain(String digested, MicAlgorithm taken, MicAlgorithm named)
      throws NoSuchAlgorithmException, IOException {
    byte[] digest = MessageDigest.getInstance(taken.jcaName()).digest(octets(digested));
    return DigestExplainer.explain(
        List.of(stretch("all of it", HEADERS + PAYLOAD), stretch("the payload", PAYLOAD)),
        new Mic(Mic.of(digest, taken).base64(), named));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one\\r\\ntwo\\nthree\\r\\n\\rfour\\r\\n | the payload",
        "one\\r\\ntwo\\r\\nthree\\r\\n\\rfour\\r\\n | the payload, each line end turned into CR LF",
        "one\\ntwo\\nthree\\n\\rfour\\n | the payload, each CR LF turned into LF",
        "one\\r\\ntwo\\nthree\\r\\n\\rfour | the payload, without the last line end",
        "one\\ntwo\\nthree\\n\\rfour | the payload, each CR LF turned into LF, without the last"
            + " line end",
        "one\\r\\ntwo\\nthree\\r\\n\\rfour\\r\\n\\r\\n | the payload, with one line end more at the"
            + " end",
      })
  void finds_the_variant_that_was_digested(String digested, String variant) throws Exception {
    Explanation explanation = explain(digested, MicAlgorithm.SHA256, MicAlgorithm.SHA256);

    assertThat(explanation.isFound()).isTrue();
    assertThat(explanation.finding()).isEqualTo("it is the sha-256 of " + variant);
  }

  /** An entity in three other forms that programs are known to write, and the word for each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binary | UNNAMED | Content-Type: x/y\\r\\n\\r\\nabc",
        "binary | BODY | Content-Type: x/y\\r\\nContent-Transfer-Encoding: binary\\r\\n\\r\\nYWJj\\r\\n",
        "binary | BODY_AND_HEADER | Content-Type: x/y\\r\\nContent-Transfer-Encoding:"
            + " base64\\r\\n\\r\\nYWJj\\r\\n",
        "base64 | BODY | Content-Type: x/y\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\nabc",
        "base64 | BODY_AND_HEADER | Content-Type: x/y\\r\\nContent-Transfer-Encoding:"
            + " binary\\r\\n\\r\\nabc",
      })
  void writes_an_entity_anew_in_another_transfer_encoding(
      String encoding, Recoded form, String expected) throws IOException {
    String entity =
        "Content-Type: x/y\\r\\nContent-Transfer-Encoding: "
            + encoding
            + "\\r\\n\\r\\n"
            + (encoding.equals("base64") ? "YWJj" : "abc");
    assertThat(form.of(trickle(entity)).readAllBytes()).isEqualTo(octets(expected));
  }

  @Test
  void base64_is_in_lines_of_76_characters() throws IOException {
    String entity = "A: b\\r\\n\\r\\n" + "x".repeat(200_000);
    String recoded =
        new String(Recoded.BODY.of(trickle(entity)).readAllBytes(), StandardCharsets.US_ASCII);
    byte[] all = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(recoded)
        .isEqualTo("A: b\r\n\r\n" + Base64.getMimeEncoder().encodeToString(all) + "\r\n");
  }

  @Test
  void tells_a_digest_by_its_length_when_it_has_the_wrong_name() throws Exception {
    Explanation explanation = explain(HEADERS + PAYLOAD, MicAlgorithm.SHA1, MicAlgorithm.SHA256);

    assertThat(explanation.finding())
        .isEqualTo("it is the sha1 of all of it, although it is called sha-256");
  }

  @Test
  void says_what_was_tried_when_nothing_matches() throws Exception {
    Explanation explanation = explain("other", MicAlgorithm.SHA512, MicAlgorithm.SHA512);

    assertThat(explanation.isFound()).isFalse();
    assertThat(explanation.finding())
        .startsWith("none of the 18 variants tried has this sha-512: all of it; the payload;");
  }

  @Test
  void a_value_of_a_strange_length_is_no_digest() throws Exception {
    Explanation explanation =
        DigestExplainer.explain(
            List.of(stretch("all of it", PAYLOAD)), new Mic("AAAA", MicAlgorithm.SHA256));

    assertThat(explanation.finding()).startsWith("the value has 3 octets");
  }
}
