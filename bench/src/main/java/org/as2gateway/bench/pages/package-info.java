/**
 * How long the admin page's pages take when the database is full. Knows the tables, which it fills
 * itself, and the pages' addresses.
 */
@NullMarked
package org.as2gateway.bench.pages;

import org.jspecify.annotations.NullMarked;
