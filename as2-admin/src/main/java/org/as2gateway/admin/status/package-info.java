/** Whether the gateway is up and ready, and its metrics. */
@NullMarked
package org.as2gateway.admin.status;

import org.jspecify.annotations.NullMarked;
