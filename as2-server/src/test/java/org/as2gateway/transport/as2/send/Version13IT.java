package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** protocol.md §4.6: sending on a partnership of AS2-Version 1.3 (rfc4130bis). */
class Version13IT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey THEM = TestPki.rsa("them");
  private static final byte[] PAYLOAD = "UNA:+.? '".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private TestGateway gateway(ScriptedPartner partner, String... more) throws Exception {
    Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(partner.url()));
    attributes.put("gw.as2_version", "1.3");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return TestGateway.start(
        new TestHome(folder.resolve("home"))
            .station("us", US)
            .partner("them", THEM.certificate())
            .partnership("us", "them", attributes));
  }

  private MimeEntity receipt(ScriptedExchange.Request request, String disposition)
      throws java.io.IOException {
    OpenSslEntities openSsl = new OpenSslEntities(folder);
    MimeEntity inner = openSsl.decrypted(request.entity(), THEM);
    byte[] signedPart = OpenSslEntities.parts(inner).get(0);
    return openSsl.signed(
        HandMadeMdn.report(
            request.messageId(), disposition, Optional.of(HandMadeMdn.mic(signedPart))),
        THEM,
        "sha-256");
  }

  @Test // §5.5, §6.1, §6.2
  void a_message_says_version_product_and_features_and_a_retry_is_the_same() throws Exception {
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      partner
          .answer(Scripts.status(503), Scripts.status(408), Scripts.status(425))
          .answerAlways(Scripts.compute(200, request -> receipt(request, HandMadeMdn.PROCESSED)));
      try (TestGateway gateway = gateway(partner)) {
        MessageRecord sent = gateway.awaitEnd(gateway.submit("us-to-them", "a.edi", PAYLOAD).id());

        assertThat(sent.as2().mdn()).as(String.valueOf(sent.error())).isEqualTo(MdnState.VERIFIED);
        List<ScriptedExchange.Request> requests = partner.requests();
        assertThat(requests).hasSize(4);
        assertThat(requests)
            .extracting(ScriptedExchange.Request::head)
            .containsOnly(requests.get(0).head());
        Headers headers = requests.get(0).headers();
        assertThat(headers.first("AS2-Version")).contains("1.3");
        assertThat(headers.first("AS2-Product").orElse(""))
            .matches("[a-z0-9-]+:[0-9]+(\\.[0-9]+)+");
        assertThat(headers.first("EDIINT-Features"))
            .contains("multiple-attachments, AS2-Reliability, CEM");
        assertThat(headers.first("Message-ID").orElse("")).matches("<[^ <>]+@[^ <>]+>");
        assertThat(Files.readAllBytes(requests.get(0).bodyFile()))
            .isEqualTo(Files.readAllBytes(requests.get(3).bodyFile()));
      }
    }
  }

  @Test
  void only_what_works_with_the_partner_is_said() throws Exception {
    try (ScriptedPartner partner = ScriptedPartner.start(folder);
        TestGateway gateway = gateway(partner, "gw.multiple_attachments", "false")) {
      gateway.submit("us-to-them", "a.edi", PAYLOAD);
      assertThat(partner.awaitRequest(1).headers().first("EDIINT-Features"))
          .contains("AS2-Reliability, CEM");
    }
  }

  @ParameterizedTest // §8.4.3: all of them are final
  @ValueSource(
      strings = {
        "duplicate-filename",
        "illegal-filename",
        "invalid-message-id",
        "unknown-trading-relationship"
      })
  void the_new_modifiers_are_negative_and_final(String modifier) throws Exception {
    try (ScriptedPartner partner = ScriptedPartner.start(folder)) {
      String disposition = HandMadeMdn.PROCESSED + "/error: " + modifier;
      partner.answerAlways(Scripts.compute(200, request -> receipt(request, disposition)));
      try (TestGateway gateway = gateway(partner)) {
        MessageRecord sent = gateway.awaitEnd(gateway.submit("us-to-them", "a.edi", PAYLOAD).id());

        assertThat(sent.status()).isEqualTo(MessageStatus.FAILED);
        assertThat(sent.as2().mdn()).isEqualTo(MdnState.NEGATIVE);
        assertThat(sent.error()).contains(modifier);
        assertThat(partner.requests()).hasSize(1);
      }
    }
  }
}
