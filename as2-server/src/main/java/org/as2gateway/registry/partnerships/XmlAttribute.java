package org.as2gateway.registry.partnerships;

/**
 * One XML attribute.
 *
 * @param name as it stands
 * @param value with references resolved
 * @param line where its name begins, counted from 1
 */
record XmlAttribute(String name, String value, int line) {}
