/** A home as its files are, with or without a gateway that runs on it. */
@NullMarked
package org.as2gateway.admin.home;

import org.jspecify.annotations.NullMarked;
