package org.as2gateway.admin.registry;

import org.as2gateway.as2.wire.Octets;

/**
 * Something that was uploaded or pasted.
 *
 * @param name what to call it
 * @param content the octets
 */
public record Upload(String name, Octets content) {}
