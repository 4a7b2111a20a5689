/**
 * PDX of USPS: manifests up, extracts and reports down, over REST and JSON. USPS publishes part of
 * these calls; {@link org.as2gateway.transport.pdx.PdxCall} says which. Knows no other transport
 * and nothing of what the files mean.
 */
@NullMarked
package org.as2gateway.transport.pdx;

import org.jspecify.annotations.NullMarked;
