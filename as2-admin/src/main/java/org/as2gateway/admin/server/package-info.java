/** The running gateway with its admin port: the one place that sees every subject. */
@NullMarked
package org.as2gateway.admin.server;

import org.jspecify.annotations.NullMarked;
