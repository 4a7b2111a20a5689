/**
 * What happened to messages, in order, for those who follow: each reads after a cursor of its own,
 * at least once, over restarts. Nothing that happens waits for a follower.
 */
@NullMarked
package org.as2gateway.store.feed;

import org.jspecify.annotations.NullMarked;
