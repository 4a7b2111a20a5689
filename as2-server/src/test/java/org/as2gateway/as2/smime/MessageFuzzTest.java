package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.TestPki;

/**
 * Messages of any content: CMS, multipart, transfer encodings. An input is header lines, a blank
 * line and a body. Every outcome is a value, and what has to be signed is never opened unsigned.
 */
class MessageFuzzTest {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey PARTNER = TestPki.rsa("partner");
  private static final MessageReader READER = new MessageReader(CryptoProviders.shared());

  @FuzzTest(maxDuration = "1m")
  void any_message_is_opened_or_refused(byte[] message) throws IOException {
    if (!new String(message, StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
      return;
    }
    MimeEntity entity = MimeEntity.parse(message);
    ReadOutcome lenient = read(entity, TestPolicies.lenient(US, PARTNER.certificate()));
    assertThat(lenient).isNotNull();
    ReadOutcome strict = read(entity, TestPolicies.strict(US, PARTNER.certificate()));
    if (strict instanceof ReadOutcome.Opened opened) {
      assertThat(opened.signature()).isPresent();
    }
  }

  private static ReadOutcome read(MimeEntity entity, ReadPolicy policy) throws IOException {
    Headers headers = entity.headers();
    return READER.read(headers, new ByteArrayInputStream(entity.body()), policy, new MemorySink());
  }
}
