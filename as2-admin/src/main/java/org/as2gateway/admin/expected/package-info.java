/**
 * Expected traffic: rules for files that should come or go by when, holidays, and a calendar of
 * what was kept and missed. Finds the conditions; alerts tell of them.
 */
@NullMarked
package org.as2gateway.admin.expected;

import org.jspecify.annotations.NullMarked;
