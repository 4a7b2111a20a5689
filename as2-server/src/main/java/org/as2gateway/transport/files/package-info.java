/** What the transports of plain files, which have no receipts, have in common. */
@NullMarked
package org.as2gateway.transport.files;

import org.jspecify.annotations.NullMarked;
