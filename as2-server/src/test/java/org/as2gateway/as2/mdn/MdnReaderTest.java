package org.as2gateway.as2.mdn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.HandMadeMdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MdnReaderTest {
  private static final String FIELDS =
      String.join(
          "\r\n",
          "Reporting-UA: peer",
          "Final-Recipient: us",
          "Original-Message-ID: <1@us>",
          "Disposition: automatic-action/MDN-sent-automatically; processed",
          "Received-Content-MIC: AAAAAAAAAAAAAAAAAAAAAAAAAAA=,sha1",
          "");
  private static final String NOTIFICATION = "message/disposition-notification";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static MdnReadResult read(String contentType, String body) {
    return MdnReader.read(Headers.of("Content-Type", contentType), bytes(body));
  }

  private static Mdn readMdn(String contentType, String body) {
    MdnReadResult result = read(contentType, body);
    assertThat(result).isInstanceOf(Mdn.class);
    return (Mdn) result;
  }

  private static Mdn readFields(String fields) {
    return readMdn(NOTIFICATION, fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "automatic-action/MDN-sent-automatically; processed",
        "automatic-action/MDN-sent-automatically;processed",
        "automatic-action/mdn-sent-automatically; Processed",
        "automatic-action/MDN-sent-automatically; processed;",
        "automatic-action/MDN-sent-automatically ;  processed ",
        "manual-action/MDN-sent-manually; processed",
        "processed",
        "automatic-action/MDN-sent-automatically;\r\n\tprocessed",
        "automatic-action/MDN-sent-automatically; processed/warning: duplicate-document",
        "automatic-action/MDN-sent-automatically; processed/Warning:authentication-failed,"
            + " processing continued",
      })
  void positive_dispositions_as_seen_in_the_field(String disposition) {
    assertThat(readFields("Disposition: " + disposition + "\r\n").isPositive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "automatic-action/MDN-sent-automatically; processed/error: authentication-failed",
        "automatic-action/MDN-sent-automatically; processed/Error: decryption-failed",
        "automatic-action/MDN-sent-automatically;processed/error:decompresion-failed",
        "automatic-action/MDN-sent-automatically; processed/error",
        "automatic-action/MDN-sent-automatically; processed/ERROR : integrity-check-failed;",
        "automatic-action/MDN-sent-automatically; processed/failure: unsupported format",
        "automatic-action/MDN-sent-automatically; failed/failure: unsupported MIC-algorithms",
        "automatic-action/MDN-sent-automatically; failed/failure:",
        "automatic-action/MDN-sent-automatically; failed/Failure: sender-equals-receiver",
        "automatic-action/MDN-sent-automatically; failed",
        "automatic-action/MDN-sent-automatically; failed/warning: x",
        "automatic-action/MDN-sent-automatically; processed; error: authentication-failed",
        "automatic-action/MDN-sent-automatically; processed/error/warning",
        "automatic-action/MDN-sent-automatically; displayed",
        "automatic-action/MDN-sent-automatically; dispatched",
        "automatic-action/MDN-sent-automatically; deleted",
        "automatic-action/MDN-sent-automatically; unprocessed",
        "automatic-action/MDN-sent-automatically; not processed",
        "automatic-action/MDN-sent-automatically;",
        "automatic-action/MDN-sent-automatically",
        "failed",
        "error: processed",
        "",
      })
  void dispositions_that_are_not_positive(String disposition) {
    assertThat(readFields("Disposition: " + disposition + "\r\n").isPositive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error: something",
        "Failure: something",
        "error:",
        "FAILURE: x",
        "Disposition: automatic-action/MDN-sent-automatically; processed/error: x",
        "Disposition: automatic-action/MDN-sent-automatically; processed",
      })
  void a_further_field_makes_processed_negative(String field) {
    assertThat(readFields(FIELDS).isPositive()).isTrue();
    assertThat(readFields(FIELDS + field + "\r\n").isPositive()).isFalse();
    assertThat(readFields(field + "\r\n" + FIELDS).isPositive()).isFalse();
  }

  @Test
  void a_warning_field_stays_positive_and_is_reported() {
    Mdn mdn = readFields(FIELDS + "Warning: certificate ends soon\r\n");

    assertThat(mdn.isPositive()).isTrue();
    assertThat(mdn.warnings()).containsExactly("certificate ends soon");
  }

  @Test
  void fields_are_read_as_they_stand() {
    MimeEntity report =
        HandMadeMdn.report(" <a@b> ", HandMadeMdn.PROCESSED, Optional.of("AAAA,\r\n sha-256"));

    Mdn mdn = MdnReader.read(report.headers(), report.body()).mdn().orElseThrow();

    assertThat(mdn.isSigned()).isFalse();
    assertThat(mdn.reportingUa()).contains("hand-made");
    assertThat(mdn.originalRecipient()).contains("rfc822; receiver");
    assertThat(mdn.originalMessageId()).contains("<a@b>");
    assertThat(mdn.receivedContentMic()).contains("AAAA, sha-256");
    assertThat(mdn.humanText()).isEqualTo("Your message was looked at.");
  }

  @ParameterizedTest
  @CsvSource({"CRLF, CRLF", "LF, LF", "CRLF, LF", "LF, CRLF"})
  void line_ends_of_either_kind_with_preamble_and_epilogue(String outerName, String innerName) {
    String eol = outerName.equals("LF") ? "\n" : "\r\n";
    String fieldEol = innerName.equals("LF") ? "\n" : "\r\n";
    String body =
        "preamble"
            + eol
            + "--b  "
            + eol
            + "Content-Type: text/plain"
            + eol
            + eol
            + "Hello"
            + eol
            + "--b"
            + eol
            + "content-type: Message/Disposition-Notification"
            + eol
            + eol
            + FIELDS.replace("\r\n", fieldEol)
            + "--b--"
            + eol
            + "epilogue";

    Mdn mdn = readMdn("Multipart/Report; Boundary=b; report-type=x", body);

    assertThat(mdn.isPositive()).isTrue();
    assertThat(mdn.mic()).isPresent();
    assertThat(mdn.humanText()).isEqualTo("Hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/report",
        "multipart/report; boundary=",
        "multipart/report; boundary=\"other\"",
        "multipart/report;boundary=\"----=_b\";",
        "multipart/report; Boundary = ----=_b",
      })
  void a_missing_or_wrong_boundary_is_found_in_the_body(String contentType) {
    String body =
        "------=_b\r\nContent-Type: " + NOTIFICATION + "\r\n\r\n" + FIELDS + "\r\n------=_b--";

    assertThat(readMdn(contentType, body).isPositive()).isTrue();
  }

  @Test
  void parts_may_be_base64_or_quoted_printable() {
    String base64 = Base64.getMimeEncoder().encodeToString(bytes(FIELDS));
    String quoted = FIELDS.replace("=", "=3D").replace("processed", "pro=\r\ncess=65d");

    for (String part :
        new String[] {
          "Content-Transfer-Encoding: BASE64\r\n\r\n" + base64,
          "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted,
          "Content-Transfer-Encoding: 8bit\r\n\r\n" + FIELDS
        }) {
      Mdn mdn =
          readMdn(
              "multipart/report; boundary=b",
              "--b\r\nContent-Type: " + NOTIFICATION + "\r\n" + part + "\r\n--b--\r\n");
      assertThat(mdn.isPositive()).isTrue();
      assertThat(mdn.mic()).isPresent();
    }
  }

  @Test
  void header_blocks_may_be_doubled() {
    String report =
        "--b\r\nContent-Type: "
            + NOTIFICATION
            + "\r\n\r\n"
            + "Content-Type: "
            + NOTIFICATION
            + "\r\n\r\n"
            + FIELDS
            + "\r\n--b--\r\n";
    String block = "Content-Type: multipart/report; boundary=b\r\n\r\n";

    assertThat(readMdn("multipart/report; boundary=b", block + report).isPositive()).isTrue();
    assertThat(readMdn("text/plain", block + report).isPositive()).isTrue();
    assertThat(readMdn("text/plain", "\r\n" + block + report).isPositive()).isTrue();
  }

  @Test
  void fields_that_contradict_each_other_are_equal_to_nothing() {
    Mdn mdn =
        readFields(
            FIELDS
                + "Original-Message-ID: <2@us>\r\n"
                + "Received-Content-MIC: BBBBAAAAAAAAAAAAAAAAAAAAAAA=,sha1\r\n");

    assertThat(mdn.originalMessageId()).contains("<1@us> | <2@us>");
    assertThat(mdn.receivedContentMic()).isPresent();
    assertThat(mdn.mic()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html><body>Disposition: processed</body></html>",
    "text/plain, Disposition: automatic-action/MDN-sent-automatically; processed",
    "application/octet-stream, x",
    "multipart/report; boundary=b, no delimiter here",
    "multipart/mixed; boundary=b, --b",
    "message/disposition-notification, Reporting-UA: nothing else",
    "'', ''",
  })
  void what_is_no_mdn(String contentType, String body) {
    assertThat(read(contentType, body)).isInstanceOf(MdnReadResult.NotMdn.class);
  }

  @Test
  void a_report_cut_off_before_its_last_delimiter_is_no_mdn() {
    MimeEntity report = HandMadeMdn.report("<a@b>", HandMadeMdn.PROCESSED, Optional.empty());
    byte[] body = report.body();

    for (int length = 0; length < body.length - 2; length++) {
      assertThat(MdnReader.read(report.headers(), Arrays.copyOf(body, length)).mdn())
          .as("length %d", length)
          .isEmpty();
    }
  }

  @Test
  void size_and_parts_are_bounded() {
    assertThat(
            MdnReader.read(
                    Headers.of("Content-Type", NOTIFICATION), new byte[MdnReader.MAX_BYTES + 1])
                .mdn())
        .isEmpty();
    String parts = "--b\r\n\r\n\r\n".repeat(20) + "--b--";
    assertThat(read("multipart/report; boundary=b", parts).mdn()).isEmpty();
    String endless = "\"" + "\\\\".repeat(20_000);
    assertThat(read("multipart/report; boundary=" + endless, "--b").mdn()).isEmpty();
  }

  @Test
  void signed_needs_exactly_two_parts() {
    String report = "--s\r\nContent-Type: " + NOTIFICATION + "\r\n\r\n" + FIELDS + "\r\n";
    String signature = "--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nxxx\r\n";

    assertThat(read("multipart/signed; boundary=s", report + "--s--").mdn()).isEmpty();
    assertThat(read("multipart/signed; boundary=s", report + signature + report + "--s--").mdn())
        .isEmpty();
    assertThat(readMdn("multipart/signed; boundary=s", report + signature + "--s--").isSigned())
        .isTrue();
  }

  @Test
  void mdns_and_messages_on_one_url_are_told_apart() {
    Headers signed = Headers.of("Content-Type", "multipart/signed; boundary=\"s\"; micalg=sha1");
    String mdn = "\r\n--s\r\nContent-Type: multipart/report;\r\n boundary=b\r\n\r\n--b\r\n";
    String message =
        mdn.replace("multipart/report", "application/edi-x12")
            + "--s\r\nContent-Type: multipart/report\r\n\r\n";

    assertThat(MdnReader.mayBeMdn(signed)).isTrue();
    assertThat(MdnReader.isMdn(signed, bytes(mdn))).isTrue();
    assertThat(MdnReader.isMdn(signed, bytes(message))).isFalse();
    assertThat(MdnReader.isMdn(signed, new byte[0])).isFalse();
    Headers report = Headers.of("Content-Type", "multipart/report; boundary=b");
    assertThat(MdnReader.isMdn(report, new byte[0])).isTrue();
    for (String type : new String[] {"application/pkcs7-mime", "application/edi-x12", ""}) {
      Headers other = Headers.of("Content-Type", type);
      assertThat(MdnReader.mayBeMdn(other)).isFalse();
      assertThat(MdnReader.isMdn(other, bytes(mdn))).isFalse();
    }
  }
}
