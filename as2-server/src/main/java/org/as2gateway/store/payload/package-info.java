/**
 * Payload files on disk, named by us, never by a partner: stage, kept copies, wire images, inbox
 * and outbox folders. The order of file and directory synchronisations of reliability.md §2 is kept
 * here.
 */
@NullMarked
package org.as2gateway.store.payload;

import org.jspecify.annotations.NullMarked;
