/**
 * AS2 as a library: names and headers, keys, streaming CMS, receipts as text. Takes streams, keys
 * and algorithms; knows no file store, no database, no registry and no HTTP server.
 */
@NullMarked
package org.as2gateway.as2;

import org.jspecify.annotations.NullMarked;
