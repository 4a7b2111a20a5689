package org.as2gateway.admin.evidence;

/** Names of the entries of a bundle: ours alone, nothing that a partner chose. */
final class BundleNames {
  static final String FORMAT = "as2-evidence/1";

  /** Of a pack: several bundles, and documents about what they are to each other. */
  static final String PACK_FORMAT = "as2-evidence-pack/1";

  static final String PACK_MESSAGES = "messages/";
  static final String PACK_DOCUMENTS = "documents/";
  static final String MANIFEST = "manifest.json";
  static final String README = "README.txt";
  static final String MESSAGE = "message.json";
  static final String EVENTS = "events.json";
  static final String PROOF = "proof.html";
  static final String TRANSFER = "transfer.txt";
  static final String MESSAGE_ID = "message-id.txt";
  static final String REQUEST_HEADERS = "request-headers.txt";
  static final String SENT_MICS = "sent-mics.txt";
  static final String CONTENT_HEADERS = "content-headers.mime";
  static final String CONTENT = "content.bin";
  static final String SIGNATURE = "signature.der";
  static final String SIGNER = "signer.pem";
  static final String MDN = "mdn/mdn.http";
  static final String MDN_SIGNED_PART = "mdn/signed-part.mime";
  static final String MDN_SIGNATURE = "mdn/signature.der";
  static final String MDN_SIGNER = "mdn/signer.pem";

  static final String MANIFEST_SIGNATURE = "manifest.p7s";
  static final String GATEWAY = "gateway.pem";
  static final String CHECKPOINT = "chain/checkpoint.txt";
  static final String CHECKPOINT_SIGNATURE = "chain/checkpoint.p7s";

  private BundleNames() {}

  static String serverAnswer(int index) {
    return "answers/server-" + index + ".http";
  }

  static String payload(int index) {
    return "payload-" + index + ".bin";
  }

  static String earlierMdn(int index) {
    return "mdn/earlier-" + index + ".http";
  }

  static String otherAnswer(int index) {
    return "answers/" + index + ".http";
  }

  static String httpAnswer(int index) {
    return "answers/newest-" + index + ".http";
  }
}
