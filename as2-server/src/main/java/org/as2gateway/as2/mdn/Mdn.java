package org.as2gateway.as2.mdn;

import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Mic;

/**
 * An MDN that was received. Nothing in it is to be believed before its {@link #signature()}, where
 * one was asked for, has been verified.
 *
 * @param signature the signature and what it covers; empty for an unsigned MDN
 * @param reportingUa Reporting-UA
 * @param originalRecipient Original-Recipient as it stands, with or without {@code rfc822;}
 * @param finalRecipient Final-Recipient as it stands
 * @param originalMessageId Original-Message-ID as it stands; several that differ are joined by
 *     {@code |}, so that they are equal to nothing
 * @param dispositions every Disposition field, at least one; one that cannot be read is {@link
 *     Disposition.Type#OTHER}
 * @param receivedContentMic Received-content-MIC as it stands; several that differ are joined by
 *     {@code |}, so that they cannot be read
 * @param errors values of Error fields
 * @param failures values of Failure fields
 * @param warnings values of Warning fields
 * @param humanText the part for people, cut; empty if there is none
 */
public record Mdn(
    Optional<MdnSignature> signature,
    Optional<String> reportingUa,
    Optional<String> originalRecipient,
    Optional<String> finalRecipient,
    Optional<String> originalMessageId,
    List<Disposition> dispositions,
    Optional<String> receivedContentMic,
    List<String> errors,
    List<String> failures,
    List<String> warnings,
    String humanText)
    implements MdnReadResult {
  /** Copies the lists and refuses a report without a disposition. */
  public Mdn {
    dispositions = List.copyOf(dispositions);
    errors = List.copyOf(errors);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
    if (dispositions.isEmpty()) {
      throw new IllegalArgumentException("an MDN has at least one Disposition field");
    }
  }

  /** Whether it carries a signature, good or bad. */
  public boolean isSigned() {
    return signature.isPresent();
  }

  /**
   * Whether the partner says that the message was accepted: exactly one Disposition, {@code
   * processed} with nothing after it but a warning, and no Error or Failure field (protocol.md
   * §6.2).
   */
  public boolean isPositive() {
    return dispositions.size() == 1
        && dispositions.get(0).isPositive()
        && errors.isEmpty()
        && failures.isEmpty();
  }

  /** The MIC; empty if there is none or it cannot be read. */
  public Optional<Mic> mic() {
    return receivedContentMic.flatMap(Mic::parse);
  }
}
