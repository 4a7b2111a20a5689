package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.ScriptedExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** protocol.md §4.6: receiving on a partnership of AS2-Version 1.3 (rfc4130bis). */
class Version13IT {
  private static final MimeEntity PAYLOAD = PartnerSide.payload("orders.edi", "UNA");
  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  private static Headers asking(String importance, String micalgs) {
    return PartnerSide.UNSIGNED_RECEIPT.with(
        "Disposition-Notification-Options",
        "signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=%s, %s"
            .formatted(importance, micalgs));
  }

  @Test // §6.1, §6.2
  void an_mdn_says_version_product_and_features() throws Exception {
    PartnerSide.Exchange exchange =
        side.send("modern", PartnerSide.SIGNED_RECEIPT, side.signed(PAYLOAD));

    assertThat(side.mdn(exchange).disposition()).endsWith("; processed");
    Headers answer = exchange.response().headers();
    assertThat(answer.first("AS2-Version")).contains("1.3");
    assertThat(answer.first("AS2-Product").orElse("")).matches("[a-z0-9-]+:[0-9]+(\\.[0-9]+)+");
    assertThat(answer.first("EDIINT-Features"))
        .contains("multiple-attachments, AS2-Reliability, CEM");
  }

  @Test // §6.1: weak algorithms are not generated, whoever asks
  void a_receipt_that_may_only_be_weak_is_unsigned_or_refused() throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    PartnerSide.Mdn optional = side.mdn(side.send("modern", asking("optional", "sha1"), signed));
    assertThat(optional.disposition()).endsWith("; processed");
    assertThat(optional.isSigned()).isFalse();
    assertThat(optional.mic()).endsWith(", sha-256");

    PartnerSide.Mdn required = side.mdn(side.send("modern", asking("required", "sha1"), signed));
    assertThat(required.disposition()).endsWith("; failed/failure: unsupported MIC-algorithms");
    assertThat(required.isSigned()).isTrue(); // with SHA-256: openssl has verified it

    PartnerSide.Mdn listed =
        side.mdn(side.send("modern", asking("required", "sha1, sha-512"), signed));
    assertThat(listed.disposition()).endsWith("; processed");
    assertThat(listed.isSigned()).isTrue();
  }

  @Test // §5.3.3, §8.4.3; older partners may write such ids
  void a_message_id_with_a_space_is_invalid() throws Exception {
    String id = "<two words@partner>";
    PartnerSide.Exchange exchange =
        side.send(
            PartnerSide.identity("modern", id).with(PartnerSide.SIGNED_RECEIPT),
            side.signed(PAYLOAD));

    PartnerSide.Mdn mdn = side.mdn(exchange);
    assertThat(mdn.disposition()).endsWith("; processed/error: invalid-message-id");
    assertThat(mdn.isSigned()).isTrue();
    assertThat(mdn.text()).contains("space");
    assertThat(side.record(exchange).status()).isEqualTo(MessageStatus.REFUSED);
  }

  @Test // §5.4
  void an_asynchronous_request_is_answered_204() throws Exception {
    int before = side.receipts().requests().size();
    PartnerSide.Exchange exchange =
        side.send(
            "modern",
            PartnerSide.SIGNED_RECEIPT.with(
                "Receipt-Delivery-Option", side.receipts().url().toString()),
            side.signed(PAYLOAD));

    assertThat(exchange.status()).isEqualTo(204);
    ScriptedExchange.Request mdn = side.receipts().awaitRequest(before + 1);
    assertThat(mdn.headers().first("AS2-Version")).contains("1.3");
    assertThat(mdn.headers().first("AS2-Product")).isPresent();
  }

  @Test // §5.5
  void a_repeat_gets_the_same_mdn_and_is_delivered_once() throws Exception {
    Headers headers = PartnerSide.identity("modern").with(PartnerSide.SIGNED_RECEIPT);
    MimeEntity message = side.signed(PartnerSide.payload("repeat.edi", "once"));
    PartnerSide.Exchange first = side.send(headers, message);
    PartnerSide.Exchange again = side.send(headers, message);

    assertThat(side.mdn(again).disposition()).endsWith("; processed");
    assertThat(again.response().entity().body()).isEqualTo(first.response().entity().body());
    assertThat(side.gateway().inbox("modern"))
        .filteredOn(file -> file.toString().contains("repeat"))
        .hasSize(1);
  }
}
