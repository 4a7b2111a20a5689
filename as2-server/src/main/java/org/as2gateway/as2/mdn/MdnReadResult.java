package org.as2gateway.as2.mdn;

import java.util.Optional;

/** What {@link MdnReader} made of an HTTP entity: an {@link Mdn} or none. */
public sealed interface MdnReadResult permits Mdn, MdnReadResult.NotMdn {

  /** The MDN, if it is one. */
  default Optional<Mdn> mdn() {
    return this instanceof Mdn mdn ? Optional.of(mdn) : Optional.empty();
  }

  /**
   * There is no usable MDN in the entity: HTML, nothing, a report that cannot be read.
   *
   * @param cause one sentence for the operator
   */
  record NotMdn(String cause) implements MdnReadResult {}
}
