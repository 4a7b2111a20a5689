/** Messages: list, search, one message with its proof, sending, resending; as API and pages. */
@NullMarked
package org.as2gateway.admin.messages;

import org.jspecify.annotations.NullMarked;
