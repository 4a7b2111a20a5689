/**
 * What the gateway keeps: the database, files on disk, the message log and the chain of evidence
 * over it. Knows no partner and no transport.
 */
@NullMarked
package org.as2gateway.store;

import org.jspecify.annotations.NullMarked;
