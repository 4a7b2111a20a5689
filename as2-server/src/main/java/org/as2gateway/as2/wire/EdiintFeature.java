package org.as2gateway.as2.wire;

import java.util.Collection;
import java.util.EnumSet;
import java.util.stream.Collectors;

/**
 * What may stand in the EDIINT-Features field (RFC 6017), the same on messages and MDNs. Only what
 * works is said (protocol.md §4.6); what works for whom, the partnership knows.
 */
public enum EdiintFeature {
  /** Several files in one message (RFC 6362). */
  MULTIPLE_ATTACHMENTS("multiple-attachments"),
  /** A repeat with the same Message-ID is answered by the same MDN and delivered once. */
  RELIABILITY("AS2-Reliability"),
  /** A broken transfer goes on where it stopped. */
  RESTART("AS2-Restart"),
  /** Certificates are offered and answered by message. */
  CEM("CEM");

  private final String word;

  EdiintFeature(String word) {
    this.word = word;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }

  /** The field's value, always in the same order; blank if there is nothing to say. */
  public static String fieldValue(Collection<EdiintFeature> features) {
    EnumSet<EdiintFeature> ordered = EnumSet.noneOf(EdiintFeature.class);
    ordered.addAll(features);
    return ordered.stream().map(EdiintFeature::word).collect(Collectors.joining(", "));
  }
}
