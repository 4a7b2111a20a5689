package org.as2gateway.receipt;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.as2gateway.wire.Disposition;

/**
 * What a readable MDN says, and what its signature is worth.
 *
 * @param dispositions every Disposition field, at least one
 * @param errorText text of the Error and Failure fields; empty if there are none
 * @param originalMessageId Original-Message-ID as it stands
 * @param micField Received-content-MIC as it stands
 * @param signature what was found
 * @param signer the registered certificate that verified it; only with a valid signature
 * @param signatureProblem why the signature does not count; empty with a valid one or none
 */
public record ReceivedMdn(
    List<Disposition> dispositions,
    Optional<String> errorText,
    Optional<String> originalMessageId,
    Optional<String> micField,
    Signature signature,
    Optional<X509Certificate> signer,
    String signatureProblem) {
  /** Copies the list and refuses an MDN that says nothing. */
  public ReceivedMdn {
    dispositions = List.copyOf(dispositions);
    if (dispositions.isEmpty()) {
      throw new IllegalArgumentException("an MDN has at least one Disposition field");
    }
  }

  /** What was found of a signature. */
  public enum Signature {
    NONE,
    /** Made by a registered certificate of the partner in force, over these octets. */
    VALID,
    /** Broken, or made by a certificate that is not registered or not in force. */
    INVALID
  }

  /**
   * Whether the partner accepted the message: exactly one Disposition, positive, and no Error or
   * Failure field (protocol.md §6.2).
   */
  public boolean isPositive() {
    return dispositions.size() == 1 && dispositions.get(0).isPositive() && errorText.isEmpty();
  }

  /** The Disposition as one line: the one that is not positive, if there are several. */
  public String disposition() {
    return PartnerText.clean(
        dispositions.stream()
            .filter(d -> !d.isPositive())
            .findFirst()
            .orElse(dispositions.get(0))
            .fieldValue());
  }
}
