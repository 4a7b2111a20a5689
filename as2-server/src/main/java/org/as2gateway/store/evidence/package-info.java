/**
 * Makes kept evidence tamper-evident, and lets it go when its time is over: blocks of lines chained
 * by hashes, checkpoints signed with a key of the gateway's own, the check of both, and retention.
 */
@NullMarked
package org.as2gateway.store.evidence;

import org.jspecify.annotations.NullMarked;
