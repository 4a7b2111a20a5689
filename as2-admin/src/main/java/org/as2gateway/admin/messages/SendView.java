package org.as2gateway.admin.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page Send.
 *
 * @param partnerships partnerships that can be sent on
 * @param chosen the one chosen; empty at first
 * @param error why nothing was sent; null if all is well
 */
public record SendView(List<String> partnerships, String chosen, @Nullable String error) {}
