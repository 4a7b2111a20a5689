package org.as2gateway.admin.alerts;

import java.time.Instant;

/**
 * A mail in plain text.
 *
 * @param subject in a line
 * @param text with line ends of CRLF
 * @param at when it is sent
 */
record Letter(String subject, String text, Instant at) {}
