package org.as2gateway.registry.certs;

import java.util.List;

/**
 * A certificate that an authority has issued for a key of ours, as it is kept now.
 *
 * @param entry the certificate, with the chain that came with it
 * @param notes what should be known of it, a sentence each
 */
public record Issued(CertificateEntry entry, List<String> notes) {
  /** Copies the list. */
  public Issued {
    notes = List.copyOf(notes);
  }
}
