package org.as2gateway.transport.pdx;

import java.util.Locale;

/** How a fact about PDX is known. */
public enum Certainty {
  /** USPS has published it. */
  PUBLISHED,
  /** Public client programs that are independent of each other use it. */
  SEEN,
  /** It follows from what is published or seen. Nobody has confirmed it. */
  INFERRED;

  /** The word in documents and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
