/**
 * Reads {@code gateway.yaml} once, reports all its errors at once, and makes the settings records.
 */
@NullMarked
package org.as2gateway.config;

import org.jspecify.annotations.NullMarked;
