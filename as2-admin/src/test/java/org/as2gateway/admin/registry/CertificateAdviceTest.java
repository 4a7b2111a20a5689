package org.as2gateway.admin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAdviceTest {
  @TempDir private Path home;

  @Test
  void good_certificate_needs_only_the_phone_call() throws Exception {
    CertificateAdvice advice = advice(TestPki.rsa("CN=good"));
    assertThat(text(advice)).contains("Compare the fingerprint by phone");
    assertThat(advice.isTaken()).isTrue();
    assertThat(advice.key()).isEqualTo("RSA 2048");
  }

  @Test
  void weak_and_expired_ones_are_not_taken() throws Exception {
    assertThat(text(advice(TestPki.weakRsa("CN=weak")))).contains("too weak", "1024 bits");
    assertThat(advice(TestPki.weakRsa("CN=weak")).isTaken()).isFalse();
    assertThat(text(advice(TestPki.expired("CN=past")))).contains("has expired");
    assertThat(advice(TestPki.expired("CN=past")).isTaken()).isFalse();
  }

  @Test
  void near_end_and_far_begin_are_told() throws Exception {
    Instant now = Instant.now();
    OwnKey near =
        TestPki.rsa("CN=near", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)));
    assertThat(text(advice(near))).contains("It expires in 8 days");
    assertThat(text(advice(TestPki.notYetValid("CN=soon")))).contains("not valid yet");
    OwnKey longer =
        TestPki.rsa("CN=longer", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(9000)));
    assertThat(text(advice(longer))).contains("more than ten years");
  }

  @Test
  void known_ones_and_our_own_are_told() throws Exception {
    KeyFiles.writeOwn(home, "us", TestPki.rsa("CN=ours"));
    KeyFiles.writePartner(home, "them", TestPki.rsa("CN=theirs").certificate());
    assertThat(text(advice(TestPki.rsa("CN=ours")))).contains("our own certificate");
    assertThat(text(advice(TestPki.rsa("CN=theirs")))).contains("already registered as them");
    assertThat(advice(TestPki.rsa("CN=theirs")).isTaken()).isFalse();
  }

  @Test
  void an_authority_is_told_beside_what_it_issued_and_kept_for_the_chain() throws Exception {
    OwnKey ca = TestPki.ca("advising ca");
    KeyFiles.writePartner(home, "them", TestPki.issuedBy(ca, "issued").certificate());
    byte[] pem = PartnerSheet.pem(ca.certificate()).getBytes(StandardCharsets.US_ASCII);
    var candidate =
        new CertificateFolder(home, Map.of(), Clock.systemUTC()).inspect("them", pem).get(0);
    CertificateAdvice advice = CertificateAdvice.of(candidate, Instant.now());

    assertThat(text(advice)).contains("a CA certificate");
    assertThat(advice.isTaken()).isFalse();
    assertThat(advice.isKept()).isTrue();
  }

  @Test
  void stages_are_those_that_are_warned_of() {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    assertThat(ExpiryStage.of(now, now)).isEqualTo(ExpiryStage.EXPIRED);
    Map<Integer, ExpiryStage> stages =
        Map.of(
            1, ExpiryStage.ONE_DAY,
            2, ExpiryStage.SEVEN_DAYS,
            7, ExpiryStage.SEVEN_DAYS,
            14, ExpiryStage.FOURTEEN_DAYS,
            30, ExpiryStage.THIRTY_DAYS,
            60, ExpiryStage.SIXTY_DAYS,
            61, ExpiryStage.FAR);
    stages.forEach(
        (days, stage) ->
            assertThat(ExpiryStage.of(now.plus(Duration.ofDays(days)), now)).isEqualTo(stage));
  }

  private CertificateAdvice advice(OwnKey key) throws Exception {
    byte[] pem = PartnerSheet.pem(key.certificate()).getBytes(StandardCharsets.US_ASCII);
    var candidate = new CertificateFolder(home, Map.of(), Clock.systemUTC()).inspect(pem).get(0);
    return CertificateAdvice.of(candidate, Instant.now());
  }

  private static String text(CertificateAdvice advice) {
    return advice.remarks().toString();
  }
}
