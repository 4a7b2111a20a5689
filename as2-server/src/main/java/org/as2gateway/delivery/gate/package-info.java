/**
 * Looks at messages before they are sent for the first time. A gate says what it found and whether
 * that stops the message; a stopped message is blocked until a person sends it anyway or discards
 * it. What the gates know of files and partners is theirs.
 */
@NullMarked
package org.as2gateway.delivery.gate;

import org.jspecify.annotations.NullMarked;
