package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.as2gateway.store.payload.FileLabel;

/** Header blocks of any content: nothing throws, and what is written is read again. */
class HeaderFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void any_header_block_is_read(byte[] block) {
    Headers headers = Headers.parseLenient(new String(block, StandardCharsets.ISO_8859_1));
    assertThat(Headers.parseLenient(headers.toLines())).isEqualTo(headers);
    Filename.of(headers).map(FileLabel::clean).ifPresent(HeaderFuzzTest::assertSafe);
    ReceiptRequest.parse(headers);
    for (Headers.Field field : headers.fields()) {
      String value = field.value();
      As2Id.parseHeader(value)
          .ifPresent(id -> assertThat(As2Id.parseHeader(id.toHeader())).contains(id));
      MessageId.parse(value).ifPresent(id -> assertThat(id.value()).hasSizeLessThan(999));
      Mic.parse(value).ifPresent(mic -> assertThat(Mic.parse(mic.fieldValue())).contains(mic));
      ParameterizedValue.parse(value);
      Disposition.parse(value);
    }
  }

  private static void assertSafe(String label) {
    assertThat(label)
        .isNotBlank()
        .doesNotContain("/", "\\", "\0", "\n", "\r")
        .doesNotStartWith(".")
        .doesNotStartWith("-");
    assertThat(label.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
    assertThat(FileLabel.clean(label)).isEqualTo(label);
  }
}
