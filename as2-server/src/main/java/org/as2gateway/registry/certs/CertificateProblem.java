package org.as2gateway.registry.certs;

import java.nio.file.Path;

/**
 * Something wrong with a file of {@code certs/}.
 *
 * @param file the file
 * @param isWarning whether it is used all the same; else it is left out
 * @param text what was found, what was expected, what to do
 */
public record CertificateProblem(Path file, boolean isWarning, String text) {}
