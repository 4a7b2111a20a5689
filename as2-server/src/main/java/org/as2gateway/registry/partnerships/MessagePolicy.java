package org.as2gateway.registry.partnerships;

import java.util.Optional;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Headers;

/**
 * What messages of a partnership look like.
 *
 * @param subject template of the Subject header; empty for a default
 * @param contentType type of payloads that bring none of their own
 * @param contentTransferEncoding {@code binary} (default) or {@code base64}
 * @param as2Version 1.2 by default
 * @param allowsSeveralFiles whether one message may hold several files (RFC 6362)
 * @param keepsFilenames whether a received file has to lie in the inbox under the very name that
 *     its sender gave it
 * @param deliversReplays whether received content that comes again under another Message-ID is
 *     delivered again
 * @param headers further header fields of sent messages
 * @param isTesting whether what is received are test messages, held to the same rules
 */
public record MessagePolicy(
    Optional<String> subject,
    String contentType,
    String contentTransferEncoding,
    As2Version as2Version,
    boolean allowsSeveralFiles,
    boolean keepsFilenames,
    boolean deliversReplays,
    Headers headers,
    boolean isTesting) {}
