package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * protocol.md §1: inside an envelope all damage looks alike. The answers are compared octet for
 * octet, once what differs from one MDN to the next is taken out.
 */
class DecryptionFailuresIT {
  /** Long enough that all messages here have four digits of size. */
  private static final MimeEntity PAYLOAD =
      PartnerSide.payload("orders.edi", "UNA:+.? '\nUNB".repeat(120));

  private static final String WORD =
      "automatic-action/MDN-sent-automatically; processed/error: decryption-failed";

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  private static MimeEntity gcm(MimeEntity inner) throws IOException {
    return side.openSsl().enveloped(inner, "aes-256-gcm", PartnerSide.US.certificate());
  }

  /** An encrypted content key of the wrong length, correctly padded. */
  private static byte[] shortKey() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, PartnerSide.US.certificate());
    return cipher.doFinal(new byte[16]);
  }

  private static Map<String, MimeEntity> damaged() throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    MimeEntity cbc = side.enveloped(signed);
    MimeEntity gcm = gcm(signed);
    byte[] random = new byte[3000];
    new Random(5).nextBytes(random);
    MimeEntity garbage = new MimeEntity(PAYLOAD.headers(), random);
    MimeEntity compressed = OpenSslEntities.compressed(signed);
    int key = Damage.encryptedKey(cbc);
    Map<String, MimeEntity> all = new LinkedHashMap<>();
    all.put("bad RSA padding", Damage.flipped(cbc, key + 100));
    all.put("RSA value too large", Damage.withEncryptedKey(cbc, filled((byte) 0xff)));
    all.put("RSA value zero", Damage.withEncryptedKey(cbc, filled((byte) 0)));
    all.put("wrong key length", Damage.withEncryptedKey(cbc, shortKey()));
    all.put("wrong key length, GCM", Damage.withEncryptedKey(gcm, shortKey()));
    all.put("bad CBC padding", Damage.flipped(cbc, -17));
    all.put("last block", Damage.flipped(cbc, -1));
    all.put("first block", Damage.flipped(cbc, key + 256 + 60));
    all.put("second block", Damage.flipped(cbc, key + 256 + 76));
    all.put("GCM tag", Damage.flipped(gcm, -1));
    all.put("GCM content", Damage.flipped(gcm, gcm.length() / 2));
    all.put("cut off", Damage.truncated(cbc, cbc.length() - 100));
    all.put("cut off, GCM", Damage.truncated(gcm, gcm.length() - 10));
    all.put("garbage plaintext", side.enveloped(Damage.text("multipart/signed", "garbage")));
    all.put("digest mismatch", side.enveloped(Damage.replaced(signed, "UNB", "UNC")));
    all.put("digest mismatch, GCM", gcm(Damage.replaced(signed, "UNB", "UNC")));
    all.put("broken structure", side.enveloped(Damage.truncated(signed, 1500)));
    all.put("failed decompression", side.enveloped(Damage.flipped(compressed, -300)));
    all.put("compressed garbage", side.enveloped(Damage.pkcs7("compressed-data", random)));
    all.put("no delimiters", side.enveloped(Damage.typed(garbage, "multipart/signed; boundary=b")));
    return all;
  }

  private static byte[] filled(byte value) {
    byte[] octets = new byte[256];
    Arrays.fill(octets, value);
    return octets;
  }

  /** What the answer says once Message-ID, times, size, boundaries and signature are taken out. */
  private static String shape(PartnerSide.Exchange exchange) throws IOException {
    PartnerSide.Mdn mdn = side.mdn(exchange);
    String all = exchange.response().head() + mdn.fields().toLines() + mdn.text();
    return all.replace(exchange.messageId(), "<original>")
        .replaceAll("Message-ID: <[0-9a-f]{32}@mdn.as2>", "Message-ID: <mdn>")
        .replaceAll("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "DATE")
        .replaceAll("=_[0-9a-f]{32}", "BOUNDARY")
        .replaceAll("\\d{4} bytes", "NNNN bytes");
  }

  @Test
  void all_damage_inside_an_envelope_gets_the_same_answer() throws Exception {
    String expected = "";
    for (Map.Entry<String, MimeEntity> damage : damaged().entrySet()) {
      MimeEntity entity = damage.getValue();
      PartnerSide.Exchange exchange = side.send("partner", PartnerSide.SIGNED_RECEIPT, entity);
      assertThat(side.mdn(exchange).disposition()).as(damage.getKey()).isEqualTo(WORD);
      assertThat(side.record(exchange).status()).isEqualTo(MessageStatus.REFUSED);
      String shape = shape(exchange);
      expected = expected.isEmpty() ? shape : expected;
      if (entity.length() > 999) { // Content-Length is in the head: it is the same as well
        assertThat(shape).as(damage.getKey()).isEqualTo(expected);
      }
    }
    assertThat(side.gateway().inbox("partner")).isEmpty();
  }

  @Test
  void a_flipped_bit_anywhere_is_decryption_failed_or_changes_nothing_that_was_signed()
      throws Exception {
    MimeEntity whole = side.enveloped(side.signed(PAYLOAD));
    int first = Damage.encryptedKey(whole) + 256 + 40;
    for (int at = first; at < whole.length(); at += 89) {
      MimeEntity flipped = Damage.flipped(whole, at);
      PartnerSide.Exchange exchange = side.send("partner", PartnerSide.SIGNED_RECEIPT, flipped);
      String disposition = side.mdn(exchange).disposition();
      if (disposition.endsWith("; processed")) { // a flip in a certificate that nobody reads
        assertThat(side.delivered(side.record(exchange), 0)).hasBinaryContent(PAYLOAD.body());
      } else {
        assertThat(disposition).as("octet " + at).isEqualTo(WORD);
      }
    }
  }

  @Test // protocol.md §1: "no recipient is ours" may differ, since it is public
  void a_message_for_another_recipient_is_decryption_failed() throws Exception {
    MimeEntity entity =
        side.openSsl()
            .enveloped(side.signed(PAYLOAD), "aes256", TestPki.rsa("stranger").certificate());
    PartnerSide.Exchange exchange = side.send("partner", PartnerSide.SIGNED_RECEIPT, entity);
    assertThat(side.mdn(exchange).disposition()).isEqualTo(WORD);
    assertThat(side.record(exchange).error()).contains("recipient");
    assertThat(side.record(exchange).reason()).isEqualTo(Reason.DECRYPTION_FAILED);
  }

  @Test // protocol.md §1: damage counts before policy where a tag tells it
  void a_wrong_gcm_tag_is_decryption_failed_even_if_a_layer_lacks() throws Exception {
    MimeEntity unsigned = Damage.flipped(gcm(PAYLOAD), -1);
    PartnerSide.Exchange exchange = side.send("partner", PartnerSide.SIGNED_RECEIPT, unsigned);
    assertThat(side.mdn(exchange).disposition()).isEqualTo(WORD);
  }

  /** Else the answer would tell whether a forged last block decrypts to good padding. */
  @Test
  void bad_padding_does_not_change_the_answer_to_an_unsigned_message() throws Exception {
    MimeEntity unsigned = side.enveloped(PAYLOAD);
    PartnerSide.Exchange whole = side.send("partner", PartnerSide.SIGNED_RECEIPT, unsigned);
    PartnerSide.Exchange damaged =
        side.send("partner", PartnerSide.SIGNED_RECEIPT, Damage.flipped(unsigned, -17));
    assertThat(shape(damaged)).isEqualTo(shape(whole)).contains("insufficient-message-security");
  }

  @Test // protocol.md §1: the true cause stands in our log and on the operator's page only
  void the_operator_is_told_the_true_cause() throws Exception {
    MimeEntity tag = Damage.flipped(gcm(side.signed(PAYLOAD)), -1);
    PartnerSide.Exchange exchange = side.send("partner", PartnerSide.SIGNED_RECEIPT, tag);
    assertThat(side.record(exchange).error()).contains("tag");
    assertThat(side.mdn(exchange).text()).doesNotContain("tag is");
  }
}
