package org.as2gateway.admin.partners;

/**
 * A value to choose.
 *
 * @param value as the file spells it
 * @param label for people
 */
public record Choice(String value, String label) {}
