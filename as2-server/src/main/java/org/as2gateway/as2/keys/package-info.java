/**
 * Keys and certificates as values: what a key can do, how strong it is, what a certificate serves
 * for. Knows no file and no folder.
 */
@NullMarked
package org.as2gateway.as2.keys;

import org.jspecify.annotations.NullMarked;
