package org.as2gateway.transport.as2.explain;

import java.io.IOException;
import java.util.Optional;
import org.as2gateway.store.log.MessageRecord;

/** Explains a message whose digest did not hold. */
interface Explainer {
  /** The explanation; empty if no digest of the message is in doubt. */
  Optional<Explanation> explain(MessageRecord message) throws IOException;
}
