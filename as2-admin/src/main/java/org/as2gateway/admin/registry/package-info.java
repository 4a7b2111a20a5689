/**
 * Partners and certificates as the admin shows and changes them: reports, advice, and the one way
 * to change them, with author, revision and audit entry.
 */
@NullMarked
package org.as2gateway.admin.registry;

import org.jspecify.annotations.NullMarked;
