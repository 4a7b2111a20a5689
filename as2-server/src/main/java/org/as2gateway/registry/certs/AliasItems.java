package org.as2gateway.registry.certs;

import java.util.List;

/**
 * The certificates of one alias.
 *
 * @param items those that may serve
 * @param authorities those of authorities, which serve for nothing but to show the chain
 */
record AliasItems(List<CertificateItem> items, List<CertificateEntry> authorities) {
  static final AliasItems NONE = new AliasItems(List.of(), List.of());

  AliasItems {
    items = List.copyOf(items);
    authorities = List.copyOf(authorities);
  }
}
