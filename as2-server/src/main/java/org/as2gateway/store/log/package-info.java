/**
 * What happened to every message: its record, payloads, events and evidence. Knows values of {@code
 * wire} only; its JDBC implementation alone knows SQL.
 */
@NullMarked
package org.as2gateway.store.log;

import org.jspecify.annotations.NullMarked;
