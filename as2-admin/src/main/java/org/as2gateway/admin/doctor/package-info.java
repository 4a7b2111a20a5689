/**
 * Diagnosis: looks at a home, its partners and the TLS of addresses, and says what is wrong and
 * what to do. Changes nothing.
 */
@NullMarked
package org.as2gateway.admin.doctor;

import org.jspecify.annotations.NullMarked;
