package org.as2gateway.admin.port;

import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.mdn.MdnContent;
import org.as2gateway.as2.mdn.MdnWriter;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.testkit.TestPki;

/** What the partner of the fake registry answers. */
final class SignedMdn {
  /** The partner's key; its certificate is in the fake registry. */
  static final OwnKey KEY = TestPki.rsa("CN=them");

  private SignedMdn() {}

  /** A positive MDN for the message, as an HTTP entity. */
  static Octets of(MessageRecord message) {
    Headers headers =
        Headers.of(
            "AS2-From",
            message.as2().from(),
            "AS2-To",
            message.as2().to(),
            "Message-ID",
            message.as2().messageId());
    MdnContent content =
        MdnContent.answering(
                headers,
                FakeGateway.NOW,
                new MessageId("<mdn@test>"),
                FakeGateway.NOW,
                Disposition.processed())
            .withMic(message.as2().mic().fieldValue());
    DetachedSigner signer = new DetachedSigner(KEY, SignatureAlgorithm.SHA256, true, true);
    return Octets.of(MdnWriter.writeSigned(content, signer, "sha-256").toBytes());
  }
}
