package org.as2gateway.registry.partnerships;

/**
 * Something wrong in {@code partnerships.xml}.
 *
 * @param isError whether the file is refused for it; otherwise it is a warning
 * @param line where, counted from 1
 * @param subject the partner, partnership or element it is about
 * @param text what was found, what was expected, what to do
 */
public record FileProblem(boolean isError, int line, String subject, String text) {}
