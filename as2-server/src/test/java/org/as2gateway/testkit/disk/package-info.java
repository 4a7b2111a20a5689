/**
 * A disk whose power can be cut: files and database of a gateway in the same process, with what had
 * not been synchronised lost.
 */
@NullMarked
package org.as2gateway.testkit.disk;

import org.jspecify.annotations.NullMarked;
