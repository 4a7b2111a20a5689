/**
 * What operators touch: command line, HTTP API, demo and diagnosis. Changes the gateway's state
 * only through its use cases; the server knows nothing of this module.
 */
@NullMarked
package org.as2gateway.admin;

import org.jspecify.annotations.NullMarked;
