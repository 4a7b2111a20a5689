package org.as2gateway.partnership;

import java.util.Optional;

/**
 * What stands in the headers of messages of a partnership.
 *
 * @param subject template of the Subject header; empty for a default
 * @param contentType type of payloads that bring none of their own
 * @param contentTransferEncoding {@code binary} (default) or {@code base64}
 * @param as2Version {@code 1.2} by default
 */
public record MessagePolicy(
    Optional<String> subject,
    String contentType,
    String contentTransferEncoding,
    String as2Version) {}
