/**
 * The invariants, checked from outside: what partners saw is compared with folders and database.
 */
@NullMarked
package org.as2gateway.testkit.promise;

import org.jspecify.annotations.NullMarked;
