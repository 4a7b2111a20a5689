/**
 * Who exchanges files with whom, and by which rules: partners, partnerships, security policy, and
 * the loader of {@code partnerships.xml}. The only package that knows as2-lib. Names certificates
 * by alias only; knows no keys.
 */
@NullMarked
package org.as2gateway.registry.partnerships;

import org.jspecify.annotations.NullMarked;
