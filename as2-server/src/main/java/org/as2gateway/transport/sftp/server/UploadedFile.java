package org.as2gateway.transport.sftp.server;

import java.nio.file.Path;

/**
 * A complete file that a partner has put.
 *
 * @param id ours, one for each upload that began anew
 * @param name that the partner gave it: text from outside
 * @param content removed after it is accepted
 */
public record UploadedFile(String id, String name, Path content, long bytes, SignedIn session) {}
