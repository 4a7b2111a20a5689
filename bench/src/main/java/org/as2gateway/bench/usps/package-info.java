/** What the USPS desk costs: checks of manifests, the ledger, scans. */
@NullMarked
package org.as2gateway.bench.usps;

import org.jspecify.annotations.NullMarked;
