package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.TestHome;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * protocol.md §1, §2.4, §5.4: whoever captures an envelope and appends, prepends or replaces blocks
 * learns nothing of what they decrypt to, under whatever name it is posted. Each attack goes
 * through all 256 values of the octet in question, and all of its answers are compared octet for
 * octet.
 */
@Tag("slow")
class EnvelopeOracleIT {
  private static final MimeEntity PAYLOAD =
      PartnerSide.payload("secret.edi", "UNA:+.? '\nUNB".repeat(20));

  private static final String WORD =
      "automatic-action/MDN-sent-automatically; processed/error: decryption-failed";

  /** Goes on with each question, so that the brake of a hundred an hour stays off. */
  private static FakeClock clock;

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    clock = new FakeClock(Instant.now());
    side = PartnerSide.open(folder, TestHome.SETTINGS, clock);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  /** An EnvelopedData that its attacker can take apart, with a content key for the test to know. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Captured(byte[] contentKey, byte[] encryptedKey, byte[] iv, byte[] ciphertext) {

    static Captured of(MimeEntity inner) throws Exception {
      return of(inner.toBytes());
    }

    static Captured of(byte[] plaintext) throws Exception {
      byte[] key = random(32);
      byte[] iv = random(16);
      Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      rsa.init(Cipher.ENCRYPT_MODE, PartnerSide.US.certificate());
      Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return new Captured(key, rsa.doFinal(key), iv, aes.doFinal(plaintext));
    }

    private static byte[] random(int length) {
      byte[] octets = new byte[length];
      new java.security.SecureRandom().nextBytes(octets);
      return octets;
    }

    byte[] block(int index) {
      int at = index < 0 ? ciphertext.length + 16 * index : 16 * index;
      return Arrays.copyOfRange(ciphertext, at, at + 16);
    }

    byte[] decrypted(byte[] block) throws Exception {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(contentKey, "AES"));
      return aes.doFinal(block);
    }

    MimeEntity message() throws IOException {
      return message(iv, ciphertext);
    }

    MimeEntity message(byte[] changedIv, byte[] changed) throws IOException {
      return EnvelopeParts.aes256Cbc(
          PartnerSide.US.certificate(), encryptedKey, changedIv, changed);
    }

    /** Y and C_t behind the whole: what the last octet of C_t decrypts to, under each guess. */
    List<MimeEntity> appended(byte[] target) throws Exception {
      List<MimeEntity> all = new ArrayList<>();
      for (int guess = 0; guess < 256; guess++) {
        byte[] mask = new byte[16];
        new Random(7).nextBytes(mask);
        mask[15] = (byte) guess;
        all.add(message(iv, joined(ciphertext, mask, target)));
      }
      return all;
    }
  }

  private static byte[] joined(byte[]... pieces) {
    int length = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** Everything of an answer but Message-IDs, times, boundaries and the signature. */
  private static String shape(PartnerSide.Exchange exchange) throws IOException {
    String all = exchange.status() + "\n" + exchange.response().head();
    if (exchange.response().entity().length() > 0) {
      PartnerSide.Mdn mdn = side.mdn(exchange);
      all += mdn.fields().toLines() + mdn.text();
    }
    return all.replace(exchange.messageId(), "<original>")
        .replaceAll("Message-ID: <[0-9a-f]{32}@mdn.as2>", "Message-ID: <mdn>")
        .replaceAll("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "DATE")
        .replaceAll("=_[0-9a-f]{32}", "BOUNDARY");
  }

  private static String onlyAnswer(
      List<MimeEntity> forged, String from, boolean isSameId, String id) throws IOException {
    Set<String> answers = new LinkedHashSet<>();
    for (MimeEntity entity : forged) {
      clock.advance(Duration.ofMinutes(1));
      Headers identity = isSameId ? PartnerSide.identity(from, id) : PartnerSide.identity(from);
      answers.add(shape(side.send(identity.with(PartnerSide.UNSIGNED_RECEIPT), entity)));
    }
    assertThat(answers).hasSize(1);
    return answers.iterator().next();
  }

  private static Captured accepted() throws Exception {
    return Captured.of(side.signed(PAYLOAD));
  }

  @Test
  void appended_blocks_get_one_answer_as_another_partner_as_the_same_and_under_the_same_id()
      throws Exception {
    Captured captured = accepted();
    MessageRecord record = side.accepted("partner", captured.message());
    List<MimeEntity> forged = captured.appended(captured.block(3));

    assertThat(onlyAnswer(forged, "legacy", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "open", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "partner", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "partner", true, record.as2().messageId())).startsWith("409");
    assertThat(side.gateway().inbox("open")).isEmpty();
    // the original comes through all the same: the stored MDN, and as a repeat
    assertThat(onlyAnswer(List.of(captured.message()), "partner", true, record.as2().messageId()))
        .contains("; processed\r\n");
  }

  @Test // captured while we were down, say: nothing is known of the key
  void appended_blocks_get_one_answer_before_the_message_itself_came() throws Exception {
    Captured captured = accepted();
    List<MimeEntity> forged = captured.appended(captured.block(3));
    assertThat(onlyAnswer(forged, "legacy", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "open", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "partner", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "partner", true, "<before@partner>")).contains(WORD);
    // and nobody has kept it out
    side.accepted("partner", captured.message());
  }

  /** IV and C_t in front: the block before the true beginning ends a line or does not. */
  @Test
  void lines_in_front_of_the_content_type_get_one_answer() throws Exception {
    Captured captured = accepted();
    byte[] plain = captured.decrypted(captured.block(3));
    List<MimeEntity> forged = new ArrayList<>();
    for (int guess = 0; guess < 256; guess++) {
      // what an attacker with luck would reach: a line of any text, then the true beginning
      byte[] line = "X-Line: 123456\r\n".getBytes(StandardCharsets.ISO_8859_1);
      line[guess % 14] = (byte) guess;
      byte[] iv = new byte[16];
      for (int i = 0; i < 16; i++) {
        iv[i] = (byte) (plain[i] ^ line[i]);
      }
      iv[15] ^= (byte) guess;
      forged.add(captured.message(iv, joined(captured.block(3), captured.ciphertext())));
    }
    assertThat(onlyAnswer(forged, "partner", false, "")).contains(WORD);
    assertThat(onlyAnswer(forged, "open", false, "")).contains(WORD);
    side.accepted("partner", captured.message());
  }

  @Test
  void a_changed_iv_and_replaced_blocks_get_one_answer() throws Exception {
    Captured captured = accepted();
    List<MimeEntity> ivs = new ArrayList<>();
    List<MimeEntity> middle = new ArrayList<>();
    List<MimeEntity> last = new ArrayList<>();
    for (int guess = 1; guess < 256; guess++) {
      byte[] iv = captured.iv().clone();
      iv[guess % 16] ^= (byte) (guess == 0x20 ? 0x80 : guess); // but for the case of a letter
      ivs.add(captured.message(iv, captured.ciphertext()));
      byte[] changed = captured.ciphertext().clone();
      changed[changed.length / 2] ^= (byte) guess;
      middle.add(captured.message(captured.iv(), changed));
      byte[] end = captured.ciphertext().clone();
      end[end.length - 17] ^= (byte) guess;
      last.add(captured.message(captured.iv(), end));
    }
    assertThat(onlyAnswer(ivs, "partner", false, "")).contains(WORD);
    assertThat(onlyAnswer(middle, "partner", false, "")).contains(WORD);
    assertThat(onlyAnswer(last, "partner", false, "")).contains(WORD);
    side.accepted("partner", captured.message());
  }

  @Test // protocol.md §5.4
  void inside_an_envelope_only_blanks_may_stand_around_the_parts() throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    String body = new String(signed.body(), StandardCharsets.ISO_8859_1);
    String start = body.substring(0, body.indexOf("\r\n"));
    String blank = "\r\n \t\r\n";
    side.accepted("partner", side.enveloped(with(signed, blank + body + blank)));
    for (String changed :
        List.of(
            "text\r\n" + body,
            body + "text",
            body + "\r\n\r\ntext\r\n",
            body.replace(start + "--", start + "--text"),
            body.replace(
                "Content-Type: application/pkcs7", "no header\r\nContent-Type: application/pkcs7"),
            body.replace(
                "Content-Type: application/pkcs7",
                "X-\u00e9: \u00e9\r\nContent-Type: application/pkcs7"))) {
      MimeEntity entity = with(signed, changed);
      PartnerSide.Exchange inside =
          side.send("partner", PartnerSide.SIGNED_RECEIPT, side.enveloped(entity));
      assertThat(side.mdn(inside).disposition()).as(changed).isEqualTo(WORD);
    }
    // outside of one a preamble and an epilogue are tolerated as ever
    side.accepted("clear", with(signed, "text\r\n" + body + "text\r\n"));
  }

  private static MimeEntity with(MimeEntity entity, String body) {
    return new MimeEntity(entity.headers(), Damage.latin1(body));
  }

  @Test
  void octets_behind_compressed_content_inside_an_envelope_are_damage() throws Exception {
    MimeEntity compressed = OpenSslEntities.compressed(side.signed(PAYLOAD));
    side.accepted("partner", side.enveloped(compressed));
    MimeEntity longer = OpenSslEntities.compressed(side.signed(PartnerSide.payload("b", "UNB")));
    MimeEntity followed =
        new MimeEntity(longer.headers(), joined(longer.body(), new byte[] {1, 2, 3}));
    PartnerSide.Exchange exchange =
        side.send("partner", PartnerSide.SIGNED_RECEIPT, side.enveloped(followed));
    assertThat(side.mdn(exchange).disposition()).isEqualTo(WORD);
    assertThat(side.record(exchange).status()).isEqualTo(MessageStatus.REFUSED);
  }

  private static MimeEntity with(Captured captured, List<RecipientInfo> recipients)
      throws IOException {
    return EnvelopeParts.aes256Cbc(recipients, captured.iv(), captured.ciphertext());
  }

  @Test // RFC 5753: key agreement is for EC keys, and ours is an RSA key
  void a_key_agreement_that_names_an_rsa_key_is_for_nobody() throws Exception {
    Captured captured = accepted();
    X509Certificate us = PartnerSide.US.certificate();
    RecipientInfo made = EnvelopeParts.agreement(us, 50);
    RecipientInfo real = EnvelopeParts.transport(us, captured.encryptedKey());
    side.accepted("partner", with(captured, List.of(made, real)));
  }

  @Test // each key would be one to remember
  void an_envelope_has_few_recipients() throws Exception {
    Captured captured = accepted();
    X509Certificate us = PartnerSide.US.certificate();
    RecipientInfo real = EnvelopeParts.transport(us, captured.encryptedKey());
    List<MimeEntity> crowded = new ArrayList<>();
    crowded.add(with(captured, List.of(EnvelopeParts.agreement(us, 100), real)));
    crowded.add(with(captured, Collections.nCopies(9, real)));
    for (MimeEntity entity : crowded) {
      PartnerSide.Exchange exchange = side.send("partner", PartnerSide.SIGNED_RECEIPT, entity);
      assertThat(side.mdn(exchange).disposition()).contains("/error: ");
      assertThat(side.record(exchange).error()).contains("expected at most");
    }
  }

  @Test // a stranger's question must not settle the true message's answer
  void policy_is_told_once_and_then_for_every_ciphertext_under_that_key() throws Exception {
    Captured captured = Captured.of(PAYLOAD);
    String word = "insufficient-message-security";
    assertThat(onlyAnswer(List.of(captured.message()), "legacy", false, "")).contains(word);
    List<MimeEntity> forged = captured.appended(captured.block(2));
    assertThat(onlyAnswer(forged, "legacy", false, "")).contains(word);
    assertThat(onlyAnswer(forged, "partner", false, "")).contains(word);
  }
}
