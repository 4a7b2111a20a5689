package org.as2gateway.as2.mdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MdnWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-02T03:04:05Z");
  private static final Headers MESSAGE =
      Headers.of(
          "AS2-From",
          "\"My Partner\"",
          "AS2-To",
          "\"us\"",
          "Message-ID",
          "odd id without brackets");
  private static final String MIC = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=, SHA1";

  private static MdnContent content(Disposition disposition) {
    return MdnContent.answering(
        MESSAGE, NOW.minusSeconds(2), new MessageId("<mdn@us>"), NOW, disposition);
  }

  private static DetachedSigner signer() {
    return new DetachedSigner(TestPki.rsa("us"), SignatureAlgorithm.SHA256, true, true);
  }

  @Test
  void names_are_swapped_in_the_quoting_style_of_the_message() {
    Headers headers = MdnWriter.write(content(Disposition.processed())).headers();

    assertThat(headers.first("AS2-From")).contains("\"us\"");
    assertThat(headers.first("AS2-To")).contains("\"My Partner\"");
    assertThat(headers.first("AS2-Version")).contains("1.2");
    assertThat(headers.first("Message-ID")).contains("<mdn@us>");
    assertThat(headers.first("Date")).contains("Mon, 02 Nov 2026 03:04:05 GMT");
    assertThat(headers.first("MIME-Version")).contains("1.0");
    assertThat(headers.contains("EDIINT-Features")).isFalse();
  }

  @Test
  void version_and_features_are_those_given() {
    MdnContent content =
        content(Disposition.processed())
            .withVersion(As2Version.V1_3, Optional.of("AS2-Reliability"));

    Headers headers = MdnWriter.write(content).headers();

    assertThat(headers.first("AS2-Version")).contains("1.3");
    assertThat(headers.first("EDIINT-Features")).contains("AS2-Reliability");
  }

  @Test
  void a_mail_library_reads_both_parts() throws Exception {
    MimeEntity mdn =
        MdnWriter.write(content(Disposition.processed()).withMic(MIC).withReceivedBytes(1234));

    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()), new ByteArrayInputStream(mdn.toBytes()));
    MimeMultipart parts =
        new MimeMultipart(
            new jakarta.mail.util.ByteArrayDataSource(mdn.body(), message.getContentType()));

    assertThat(message.getContentType()).contains("report-type=disposition-notification");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(text(parts.getBodyPart(0).getInputStream()))
        .contains("From:       \"My Partner\"", "odd id without brackets", "1234 bytes")
        .contains("Mon, 02 Nov 2026 03:04:03 GMT", "It does not say that the business documents");
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("message/disposition-notification");
    assertThat(text(parts.getBodyPart(1).getInputStream()))
        .isEqualTo(
            "Reporting-UA: AS2 Gateway\r\n"
                + "Original-Recipient: rfc822; \"us\"\r\n"
                + "Final-Recipient: rfc822; \"us\"\r\n"
                + "Original-Message-ID: odd id without brackets\r\n"
                + "Disposition: automatic-action/MDN-sent-automatically; processed\r\n"
                + "Received-content-MIC: "
                + MIC
                + "\r\n");
  }

  private static String text(InputStream in) throws Exception {
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void a_refusal_has_a_text_of_its_own_and_is_never_positive(ErrorWord word) {
    MimeEntity mdn = MdnWriter.write(content(Disposition.error(word)));
    Mdn read = MdnReader.read(mdn.headers(), mdn.body()).mdn().orElseThrow();

    assertThat(read.isPositive()).isFalse();
    assertThat(read.dispositions()).containsExactly(Disposition.error(word));
    assertThat(read.humanText()).contains("NOT accepted").doesNotContain("could not be accepted.");
    assertThat(read.receivedContentMic()).isEmpty();
  }

  @Test
  void a_receipt_request_that_cannot_be_met_is_explained() {
    for (String reason : List.of("unsupported format", "unsupported MIC-algorithms")) {
      MimeEntity mdn = MdnWriter.write(content(Disposition.failure(reason)));
      Mdn read = MdnReader.read(mdn.headers(), mdn.body()).mdn().orElseThrow();

      assertThat(read.dispositions().get(0).fieldValue()).endsWith("; failed/failure: " + reason);
      assertThat(read.humanText()).contains("the message asks for", "NOT accepted");
    }
  }

  @Test
  void what_is_written_signed_is_read_back_and_verifies() {
    MimeEntity mdn =
        MdnWriter.writeSigned(content(Disposition.processed()).withMic(MIC), signer(), "sha256");

    Mdn read = MdnReader.read(mdn.headers(), mdn.body()).mdn().orElseThrow();
    MdnSignature signature = read.signature().orElseThrow();

    assertThat(signature.micalg()).contains("sha256");
    assertThat(
            signature.verify(
                List.of(TestPki.rsa("us").certificate()), EnumSet.of(SignatureAlgorithm.SHA256)))
        .matches(SignatureCheck::isValid);
    assertThat(read.isPositive()).isTrue();
    assertThat(read.originalMessageId()).contains("odd id without brackets");
    assertThat(read.receivedContentMic()).contains(MIC);
  }

  @Test
  void every_line_ends_in_cr_lf_and_no_header_is_folded() {
    MimeEntity mdn =
        MdnWriter.writeSigned(content(Disposition.processed()).withMic(MIC), signer(), "sha-256");
    String text = new String(mdn.toBytes(), StandardCharsets.ISO_8859_1);

    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(text).doesNotContainPattern("(?m)^[ \\t]+(boundary|protocol|micalg|report)");
    assertThat(text.lines()).allMatch(line -> line.length() <= 998);
  }

  @Test
  void an_overlong_message_id_makes_the_part_binary() {
    Headers message = MESSAGE.without("Message-ID").with("Message-ID", "<" + "x".repeat(996) + ">");
    MdnContent content =
        MdnContent.answering(message, NOW, new MessageId("<mdn@us>"), NOW, Disposition.processed());

    MimeEntity mdn = MdnWriter.write(content);

    assertThat(new String(mdn.body(), StandardCharsets.US_ASCII))
        .contains("message/disposition-notification\r\nContent-Transfer-Encoding: binary\r\n");
    assertThat(MdnReader.read(mdn.headers(), mdn.body()).mdn().orElseThrow().originalMessageId())
        .contains("<" + "x".repeat(996) + ">");
  }

  @Test
  void two_mdns_of_one_content_differ_in_their_boundaries() {
    MdnContent content = content(Disposition.processed());

    assertThat(MdnWriter.write(content).toBytes()).isNotEqualTo(MdnWriter.write(content).toBytes());
  }

  @Test
  void a_message_without_names_gets_no_mdn() {
    Headers nameless = MESSAGE.without("AS2-From");

    assertThatThrownBy(
            () ->
                MdnContent.answering(
                    nameless, NOW, new MessageId("<a>"), NOW, Disposition.processed()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AS2-From");
  }
}
