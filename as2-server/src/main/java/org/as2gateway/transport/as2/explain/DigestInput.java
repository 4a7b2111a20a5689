package org.as2gateway.transport.as2.explain;

import java.util.List;
import org.as2gateway.as2.wire.ContentSource;

/**
 * Part of what was kept that a digest may have been taken of.
 *
 * @param what it is, to go on in "the digest of …"
 * @param cause how a product comes to take its digest
 * @param remedy what to do then
 * @param known products known to do so
 * @param content opens it
 */
record DigestInput(
    String what, String cause, String remedy, List<String> known, ContentSource content) {}
