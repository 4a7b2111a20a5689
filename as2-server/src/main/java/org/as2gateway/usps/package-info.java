/**
 * What a mailer exchanges with USPS, above the transports: layouts as data, files and their
 * readers, the check of manifests before they are sent, the ledger, corrections. Sends only by
 * submission; the engine does not know it.
 */
@NullMarked
package org.as2gateway.usps;

import org.jspecify.annotations.NullMarked;
