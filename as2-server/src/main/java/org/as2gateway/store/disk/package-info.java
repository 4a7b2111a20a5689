/**
 * What it takes for octets to survive a power cut: synchronisation of files and folders, shared
 * among threads. Knows nothing of what the octets mean.
 */
@NullMarked
package org.as2gateway.store.disk;

import org.jspecify.annotations.NullMarked;
