/**
 * Reads and writes the files that go to and come from USPS, line by line, in constant memory: their
 * lines, fields, numbers and check digits. Judges nothing and stores nothing.
 */
@NullMarked
package org.as2gateway.usps.files;

import org.jspecify.annotations.NullMarked;
