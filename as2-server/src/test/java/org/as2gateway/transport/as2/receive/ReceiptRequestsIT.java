package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.Scripts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** protocol.md §1: how receipts are given, at once or later, and requests that cannot be met. */
class ReceiptRequestsIT {
  private static final MimeEntity PAYLOAD = PartnerSide.payload("orders.edi", "UNA");
  private static final String FAILURE = "automatic-action/MDN-sent-automatically; failed/failure: ";

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  private static Headers asking(String options) {
    return PartnerSide.UNSIGNED_RECEIPT.with("Disposition-Notification-Options", options);
  }

  private static Headers asynchronous(String url) {
    return PartnerSide.SIGNED_RECEIPT.with("Receipt-Delivery-Option", url);
  }

  /** Told at once, nothing dialled, nothing delivered. */
  private static PartnerSide.Mdn assertUnmet(String from, Headers receipt, String reason)
      throws IOException {
    int connections = side.receipts().connections();
    int delivered = side.gateway().inbox(from).size();
    PartnerSide.Exchange exchange = side.send(from, receipt, PAYLOAD);
    PartnerSide.Mdn mdn = side.mdn(exchange);
    assertThat(mdn.disposition()).isEqualTo(FAILURE + reason);
    assertThat(mdn.mic()).isEmpty();
    MessageRecord record = side.record(exchange);
    assertThat(record.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(record.error()).contains(reason);
    assertThat(record.reason()).isEqualTo(Reason.RECEIPT_REQUEST_NOT_MET);
    assertThat(record.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(side.gateway().inbox(from)).hasSize(delivered);
    assertThat(side.receipts().connections()).isEqualTo(connections);
    return mdn;
  }

  @Test // §1, §2.7: async MDN goes only to the URL registered for that partner
  void another_url_than_the_registered_one_is_unsupported_format() throws Exception {
    String url = side.receipts().url().toString();
    for (String asked :
        new String[] {
          url + "/other",
          url.replace("/as2", ""),
          url.replace("http:", "https:"),
          url.replace("127.0.0.1", "localhost"),
          url.replace("http://", "http://user@"),
          url.replaceAll(":\\d+/", ":1/"),
          "mailto:receipts@partner",
          "not a url",
        }) {
      assertThat(assertUnmet("open", asynchronous(asked), "unsupported format").isSigned())
          .as(asked)
          .isTrue();
    }
  }

  @Test // design.md §4: … or for one where none is registered
  void any_url_is_unsupported_format_where_none_is_registered() throws Exception {
    String url = side.receipts().url().toString();
    assertUnmet("small", asynchronous(url), "unsupported format");
  }

  @ParameterizedTest // §1, §6.4: unsatisfiable receipt request
  @CsvSource(
      delimiter = '|',
      value = {
        "signed-receipt-protocol=required, pgp-signature; signed-receipt-micalg=required, sha-256"
            + " | unsupported format | false",
        "signed-receipt-protocol=required, pkcs7-signature; x-option=required, x"
            + " | unsupported format | true",
        "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, md9"
            + " | unsupported MIC-algorithms | true",
        "signed-receipt-micalg=required, tiger, whirlpool | unsupported MIC-algorithms | true",
      })
  void what_is_required_and_not_offered_is_a_failure(
      String options, String reason, boolean isSigned) throws Exception {
    assertThat(assertUnmet("open", asking(options), reason).isSigned()).isEqualTo(isSigned);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signed-receipt-protocol=optional, pgp-signature; signed-receipt-micalg=optional, sha-256",
        "signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, md9",
      })
  void what_is_optional_and_not_offered_gives_an_unsigned_receipt(String options) throws Exception {
    PartnerSide.Mdn mdn = side.mdn(side.send("open", asking(options), PAYLOAD));
    assertThat(mdn.isSigned()).isFalse();
    assertThat(mdn.disposition()).endsWith("; processed");
  }

  @ParameterizedTest // §3.4: the first supported one, left to right; the partner's spelling
  @CsvSource(
      delimiter = '|',
      value = {
        "optional, md9, sha512, sha256 | sha512 | -sha512",
        "required, rsa-sha256 | rsa-sha256 | -sha256",
        "required, SHA_384 | SHA_384 | -sha384",
        "optional, sha1 | sha1 | -sha1",
        "sha2-256 | sha2-256 | -sha256",
      })
  void the_mic_of_an_unsigned_message_takes_the_first_supported_algorithm(
      String micalgs, String spelling, String option) throws Exception {
    Headers receipt =
        asking(
            "signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=" + micalgs);
    PartnerSide.Mdn mdn = side.mdn(side.send("open", receipt, PAYLOAD));
    assertThat(mdn.isSigned()).isTrue();
    assertThat(mdn.mic()).isEqualTo(side.digest(PAYLOAD.body(), option) + ", " + spelling);
  }

  @Test // §4.5: Disposition-Notification-To is a flag; an empty Receipt-Delivery-Option is
  // synchronous
  void any_text_asks_for_a_receipt_and_an_empty_url_for_a_synchronous_one() throws Exception {
    Headers receipt =
        Headers.of("Disposition-Notification-To", "yes please", "Receipt-Delivery-Option", " ");
    assertThat(side.mdn(side.send("open", receipt, PAYLOAD)).disposition()).endsWith("; processed");
  }

  @Test // protocol.md §4.6: what works is said on messages and MDNs alike
  void an_mdn_tells_the_features_that_work() throws Exception {
    PartnerSide.Exchange exchange = side.send("open", PartnerSide.SIGNED_RECEIPT, PAYLOAD);
    assertThat(exchange.response().headers().first("EDIINT-Features"))
        .contains("multiple-attachments, AS2-Reliability, CEM");
    assertThat(exchange.response().headers().first("AS2-Product")).isEmpty();
  }

  @Test // §1: accepted without a receipt request
  void without_a_request_the_answer_is_200_and_empty() throws Exception {
    PartnerSide.Exchange exchange = side.send("open", PartnerSide.NO_RECEIPT, PAYLOAD);
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.response().entity().length()).isZero();
    MessageRecord record = side.record(exchange);
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(record.as2().mdn()).isEqualTo(MdnState.NONE);
    assertThat(record.as2().mic()).isNotNull();
  }

  private static ScriptedExchange.Request awaitReceipt(String messageId) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                side.receipts().requests().stream()
                    .filter(r -> original(r).equals(messageId))
                    .findFirst(),
            request -> request.isPresent())
        .orElseThrow();
  }

  private static String original(ScriptedExchange.Request request) {
    try {
      return side.mdn(request.entity()).fields().first("Original-Message-ID").orElse("");
    } catch (IOException | AssertionError e) {
      return ""; // not all of it has come in yet
    }
  }

  @Test // §1: 2xx once the message is durable; later, POST to the URL registered
  void an_asynchronous_mdn_comes_later_to_the_registered_url_with_its_query() throws Exception {
    String url = side.receipts().url() + "?partner=a%20b&x=1";
    MimeEntity entity = side.enveloped(side.signed(PAYLOAD));
    PartnerSide.Exchange exchange = side.send("partner", asynchronous(url), entity);

    assertThat(exchange.status()).isBetween(200, 299);
    assertThat(exchange.response().entity().length()).isZero();
    ScriptedExchange.Request request = awaitReceipt(exchange.messageId());
    assertThat(request.requestLine()).isEqualTo("POST /as2?partner=a%20b&x=1 HTTP/1.1");
    assertThat(request.headers().first("AS2-From")).contains("us");
    assertThat(request.headers().first("AS2-To")).contains("partner");
    PartnerSide.Mdn mdn = side.mdn(request.entity()); // openssl verifies it
    assertThat(mdn.isSigned()).isTrue();
    assertThat(mdn.disposition()).endsWith("; processed");
    assertThat(mdn.mic()).isEqualTo(side.digest(PAYLOAD.toBytes(), "-sha256") + ", sha-256");
    MessageRecord record =
        side.gateway()
            .await(side.record(exchange).id(), message -> message.as2().mdn() == MdnState.VERIFIED);
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(side.delivered(record, 0)).hasBinaryContent(PAYLOAD.body());
  }

  @Test // §1: known pair, content refused, asynchronous receipt asked for
  void a_refusal_is_told_asynchronously_too() throws Exception {
    String url = side.receipts().url().toString();
    PartnerSide.Exchange exchange = side.send("partner", asynchronous(url), PAYLOAD);

    assertThat(exchange.status()).isBetween(200, 299);
    PartnerSide.Mdn mdn = side.mdn(awaitReceipt(exchange.messageId()).entity());
    assertThat(mdn.isSigned()).isTrue();
    assertThat(mdn.disposition()).endsWith("; processed/error: insufficient-message-security");
    MessageRecord record =
        side.gateway()
            .await(side.record(exchange).id(), message -> message.as2().mdn() == MdnState.VERIFIED);
    assertThat(record.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(record.error()).contains("not encrypted");
  }

  @Test // §7.5: every attempt sends the same bytes
  void an_asynchronous_mdn_is_sent_again_byte_for_byte_until_it_is_taken() throws Exception {
    side.receipts().answer(Scripts.status(503), Scripts.status(500));
    String url = side.receipts().url() + "?again";
    PartnerSide.Exchange exchange = side.send("open", asynchronous(url), PAYLOAD);
    side.gateway().await(side.record(exchange).id(), m -> m.as2().mdn() == MdnState.VERIFIED);

    var attempts =
        side.receipts().requests().stream()
            .filter(r -> original(r).equals(exchange.messageId()))
            .toList();
    assertThat(attempts).hasSizeGreaterThanOrEqualTo(3);
    for (ScriptedExchange.Request attempt : attempts) {
      assertThat(attempt.head()).isEqualTo(attempts.get(0).head());
      assertThat(attempt.entity().body()).isEqualTo(attempts.get(0).entity().body());
    }
  }
}
