package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptPlanTest {
  private static final Optional<URI> REGISTERED =
      Optional.of(URI.create("https://Partner.example/mdn?registered"));
  private static final String SIGNED =
      "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-512";

  private static ReceiptPlan plan(Headers headers, Optional<URI> registered) {
    return ReceiptPlan.of(ReceiptRequest.parse(headers), registered, As2Version.V1_2);
  }

  private static Headers asking(String options) {
    return Headers.of(
        "Disposition-Notification-To", "x", "Disposition-Notification-Options", options);
  }

  private static ReceiptPlan asynchronous(String url) {
    return plan(asking(SIGNED).with("Receipt-Delivery-Option", url), REGISTERED);
  }

  @Test
  void no_request_is_no_receipt_whatever_else_the_headers_say() {
    Headers headers =
        Headers.of(
            "Disposition-Notification-Options", SIGNED, "Receipt-Delivery-Option", "https://x");
    ReceiptPlan plan = plan(headers, REGISTERED);
    assertThat(plan.kind()).isEqualTo(ReceiptPlan.Kind.NONE);
    assertThat(plan.failure()).isEmpty();
  }

  @Test
  void a_signed_request_is_met_with_the_digest_it_lists() {
    ReceiptPlan plan = plan(asking(SIGNED), Optional.empty());
    assertThat(plan.kind()).isEqualTo(ReceiptPlan.Kind.SYNCHRONOUS);
    assertThat(plan.isSigned()).isTrue();
    assertThat(plan.mic()).isEqualTo(MicAlgorithm.SHA512);
    assertThat(plan.failure()).isEmpty();
  }

  @ParameterizedTest // design.md §4: scheme, host, port and path equal; a query may differ
  @ValueSource(
      strings = {
        "https://partner.example/mdn?registered",
        "https://partner.example/mdn",
        "HTTPS://PARTNER.EXAMPLE:443/mdn?other=1",
        " https://partner.example/mdn ",
      })
  void the_registered_url_is_recognised(String url) {
    assertThat(asynchronous(url).kind()).isEqualTo(ReceiptPlan.Kind.ASYNCHRONOUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://partner.example/mdn",
        "https://partner.example:8443/mdn",
        "https://partner.example/MDN",
        "https://partner.example/mdn/",
        "https://partner.example/mdn/../mdn",
        "https://partner.example/%6ddn",
        "https://partner.example",
        "https://evil.example/mdn",
        "https://partner.example@evil.example/mdn",
        "https://user@partner.example/mdn",
        "//partner.example/mdn",
        "/mdn",
        "partner.example/mdn",
        "file:///mdn",
        "https:mdn",
        "https://partner.example /mdn",
      })
  void any_other_url_is_refused_at_once_and_signed_as_asked(String url) {
    ReceiptPlan plan = asynchronous(url);
    assertThat(plan.kind()).isEqualTo(ReceiptPlan.Kind.SYNCHRONOUS);
    assertThat(plan.isSigned()).isTrue();
    assertThat(plan.failure().map(Disposition::text)).contains("unsupported format");
  }

  @Test
  void the_port_and_path_of_a_bare_registered_url_are_the_standard_ones() {
    Headers headers = asking(SIGNED).with("Receipt-Delivery-Option", "http://p.example:80/");
    assertThat(plan(headers, Optional.of(URI.create("http://p.example"))).kind())
        .isEqualTo(ReceiptPlan.Kind.ASYNCHRONOUS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "signed-receipt-protocol=required, x; signed-receipt-micalg=required, sha1 |"
            + " unsupported format",
        "x=required, y | unsupported format",
        "signed-receipt-micalg=required, md5, y | unsupported MIC-algorithms",
        "signed-receipt-protocol=optional, x | ",
        "signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, y | ",
        "x=optional, y | ",
        "garbage;;=; = | ",
        "SIGNED-RECEIPT-PROTOCOL = \"required\" , \"PKCS7-Signature\" | ",
      })
  void what_is_required_must_be_offered(String options, String failure) {
    assertThat(plan(asking(options), REGISTERED).failure().map(Disposition::text))
        .isEqualTo(Optional.ofNullable(failure));
  }

  @ParameterizedTest // protocol.md §3.4
  @CsvSource({
    "'required, y, sha_384, sha256', SHA384, sha_384",
    "'optional, sha1', SHA1, sha1",
    "'md5, sha2-256', SHA256, sha2-256",
  })
  void the_first_supported_digest_counts_in_the_partners_spelling(
      String list, MicAlgorithm algorithm, String spelling) {
    ReceiptPlan plan = plan(asking("signed-receipt-micalg=" + list), REGISTERED);
    assertThat(plan.mic()).isEqualTo(algorithm);
    assertThat(plan.spelling(plan.mic())).isEqualTo(spelling);
  }

  @Test
  void a_digest_that_was_not_listed_has_the_standard_spelling() {
    assertThat(plan(asking(SIGNED), REGISTERED).spelling(MicAlgorithm.SHA256)).isEqualTo("sha-256");
  }
}
