package org.as2gateway.as2.mdn;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.as2gateway.as2.wire.MimeEntity;

/** Answers of any content: each is an MDN or none, and none that names no Disposition. */
class MdnFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void any_answer_is_an_mdn_or_none(byte[] answer) {
    if (!new String(answer, StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
      return;
    }
    MimeEntity entity = MimeEntity.parse(answer);
    byte[] body = entity.body();
    MdnReadResult read = MdnReader.read(entity.headers(), body);
    read.mdn().ifPresent(mdn -> assertThat(mdn.dispositions()).isNotEmpty());
    byte[] start = Arrays.copyOf(body, Math.min(body.length, MdnReader.PEEK_BYTES));
    if (MdnReader.isMdn(entity.headers(), start)) {
      assertThat(MdnReader.mayBeMdn(entity.headers())).isTrue();
    }
  }
}
