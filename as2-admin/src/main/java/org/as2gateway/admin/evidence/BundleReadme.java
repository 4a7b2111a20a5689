package org.as2gateway.admin.evidence;

import java.util.Locale;
import org.as2gateway.admin.evidence.EvidenceBundle.ContentState;
import org.as2gateway.admin.evidence.EvidenceBundle.Contents;
import org.as2gateway.admin.evidence.EvidenceBundle.MdnPart;
import org.as2gateway.as2.wire.Mic;

/**
 * Tells how openssl alone verifies a bundle. Commands are the lines indented by four spaces; they
 * hold nothing that a partner wrote, so that pasting them is safe.
 */
final class BundleReadme {
  private static final String VERIFY =
      "    openssl cms -verify -binary -noverify -nointern -inform DER -out /dev/null"
          + " -in %s -content %s -certfile %s";

  private final Contents contents;
  private final StringBuilder text = new StringBuilder();

  private BundleReadme(Contents contents) {
    this.contents = contents;
  }

  static String of(Contents contents) {
    BundleReadme readme = new BundleReadme(contents);
    readme.head();
    readme.content();
    readme.mdn();
    readme.gateway();
    readme.meaning();
    return readme.text.toString();
  }

  private void head() {
    text.append(
        """
        EVIDENCE OF ONE AS2 MESSAGE

        message.json      the message: from, to, Message-ID, MIC, times, SHA-256 of payloads
        events.json       every step and every attempt, with times and HTTP status
        proof.html        who received what, and what proves it, to read and print
        manifest.json     every file here with its size and SHA-256

        The commands below verify the evidence with only a POSIX shell and openssl 3. Unpack the zip and
        run them in its folder, in this order. Each exits with status 0 only if its check succeeds.
        If you have the gateway, './as2 verify FILE.zip' does the same and more.

        You can compare the SHA-256 of any file with the one in the manifest:

            openssl dgst -sha256 message.json events.json

        """);
  }

  private void content() {
    if (contents.covered().isEmpty()) {
      text.append("CONTENT\nNo content was accepted or sent, so the bundle contains none.\n\n");
      return;
    }
    text.append("CONTENT\nThe bytes that the MIC");
    text.append(contents.isSigned() ? " and the signature cover" : " covers");
    text.append(contents.covered().size() > 1 ? ", MIME headers and payload:\n\n" : ":\n\n");
    if (contents.state() != ContentState.INCLUDED) {
      text.append(missing());
    } else {
      text.append("    cat ").append(String.join(" ", contents.covered()));
      text.append(" > covered.tmp\n\n");
      contents.mic().ifPresent(this::mic);
    }
    if (!contents.isSigned()) {
      text.append("The message was not signed: there is no proof of who sent it.\n\n");
    } else if (contents.state() == ContentState.INCLUDED) {
      text.append("The signature, created with the key of ")
          .append(BundleNames.SIGNER)
          .append(":\n\n");
      verify(BundleNames.SIGNATURE, "covered.tmp", BundleNames.SIGNER);
    }
  }

  private String missing() {
    boolean isLeftOut = contents.state() == ContentState.LEFT_OUT;
    return (isLeftOut
            ? "The creator of this bundle left it out. "
            : "The gateway no longer keeps it. ")
        + "message.json has the SHA-256 of the payload. If you\nhave the file, copy it here as "
        + BundleNames.payload(0)
        + (contents.covered().contains(BundleNames.CONTENT)
            ? ",\nbut MIC and signature cover another form of it, which is not included.\n\n"
            : " and run\n\n  cat "
                + String.join(" ", contents.covered())
                + " > covered.tmp\n\nthen check MIC and signature. Without it, the receipt"
                + " below still proves the MIC.\n\n");
  }

  private void mic(Mic mic) {
    text.append("Its MIC is ").append(mic.fieldValue()).append(":\n\n");
    text.append("    test \"$(openssl dgst -").append(digest(mic));
    text.append(" -binary covered.tmp | openssl base64 -A)\" = \"");
    text.append(mic.base64()).append("\"\n\n");
  }

  private static String digest(Mic mic) {
    return mic.algorithm().jcaName().toLowerCase(Locale.ROOT).replace("-", "");
  }

  private void mdn() {
    text.append("RECEIPT (MDN)\n");
    if (contents.mdn().isEmpty()) {
      text.append("There is no receipt.\n\n");
      return;
    }
    MdnPart mdn = contents.mdn().get();
    text.append(contents.isOutbound() ? "As received" : "As sent");
    text.append(", header lines and body: ").append(BundleNames.MDN).append(".\n");
    String told = mdn.isSigned() ? BundleNames.MDN_SIGNED_PART : BundleNames.MDN;
    if (mdn.isSigned()) {
      text.append("Its signature, created with the key of ").append(BundleNames.MDN_SIGNER);
      text.append(":\n\n");
      verify(BundleNames.MDN_SIGNATURE, told, BundleNames.MDN_SIGNER);
    } else {
      text.append("It is not signed: there is no proof of who wrote it.\n\n");
    }
    if (mdn.tellsMessageId()) {
      command("It refers to this message:", "grep -q -a -F -f message-id.txt " + told);
    }
    if (mdn.tellsMic() && contents.mic().isPresent()) {
      String digest = contents.mic().get().base64();
      command("It has the same MIC:", "grep -q -a -F '" + digest + "' " + told);
    }
    if (mdn.tellsDisposition()) {
      command(
          "Its disposition ('processed' without an error means accepted):",
          "grep -a -i '^Disposition:' " + told);
    } else {
      text.append("Its parts are encoded: decode ").append(told).append(" to read it.\n\n");
    }
  }

  private void gateway() {
    text.append("SIGNATURE OF THE GATEWAY\nThe manifest, signed with the key of gateway.pem:\n\n");
    verify(BundleNames.MANIFEST_SIGNATURE, BundleNames.MANIFEST, BundleNames.GATEWAY);
    text.append(
        """
        chain/checkpoint.txt is the state of the evidence chain when the bundle was created. It covers
        all earlier records and is signed with the same key:

        """);
    verify(BundleNames.CHECKPOINT_SIGNATURE, BundleNames.CHECKPOINT, BundleNames.GATEWAY);
  }

  private void command(String what, String command) {
    text.append(what).append("\n\n    ").append(command).append("\n\n");
  }

  private void verify(String signature, String content, String certificate) {
    text.append(VERIFY.formatted(signature, content, certificate)).append("\n\n");
  }

  private void meaning() {
    String signer = contents.isOutbound() ? "us" : "the partner";
    String receiver = contents.isOutbound() ? "the partner" : "us";
    text.append("WHAT IT PROVES\n");
    if (contents.isSigned() && contents.state() == ContentState.INCLUDED) {
      text.append("- The holder of the key of signer.pem (").append(signer);
      text.append(") signed exactly this content.\n");
    }
    if (contents.mdn().filter(MdnPart::isSigned).isPresent()) {
      text.append("- The holder of the key of mdn/signer.pem (").append(receiver);
      text.append(") issued this receipt for\n  the message with this Message-ID and MIC.\n");
    }
    text.append(
        """

        WHAT IT DOES NOT PROVE
        - Who owns the keys. Compare the certificates with those that were exchanged:
          openssl x509 -noout -subject -fingerprint -sha256 -in signer.pem
        - When it happened. Times come from the gateway that created this bundle; the signing time in a
          signature comes from its signer.
        - That the business document was read, understood or agreed to.
        """);
  }
}
