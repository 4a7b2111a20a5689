package org.as2gateway.admin.web.partners;

import org.jspecify.annotations.Nullable;

/**
 * The form that takes a file.
 *
 * @param error why the last file was not taken
 */
public record ImportView(@Nullable String error) {}
