/**
 * The inside of H2: what its files, background writers and versions need so that a power cut, a
 * kill or a full disk loses no commit. {@code docs/durability.md} tells which loss each class
 * answers.
 */
@NullMarked
package org.as2gateway.store.db.h2;

import org.jspecify.annotations.NullMarked;
