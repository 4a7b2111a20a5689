/** The ways in which messages travel, one package each. None knows another. */
@NullMarked
package org.as2gateway.transport;

import org.jspecify.annotations.NullMarked;
