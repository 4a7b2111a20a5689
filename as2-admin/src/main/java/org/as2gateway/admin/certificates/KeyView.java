package org.as2gateway.admin.certificates;

import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.registry.certs.CertificateEntry;
import org.jspecify.annotations.Nullable;

/**
 * One of our keys, on the pages that work with the key itself.
 *
 * @param entry its certificate
 * @param hasPassword whether the user has a password here that can be asked for
 * @param error why a form was refused; null if none was
 */
public record KeyView(CertificateEntry entry, boolean hasPassword, @Nullable String error) {
  /** The common name of its certificate. */
  public String name() {
    return CertificateLine.nameOf(entry.certificate());
  }
}
