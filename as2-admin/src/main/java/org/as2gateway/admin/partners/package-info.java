/**
 * What is done to partners, partnerships and certificates, and what is told of them: the one place
 * that API, pages and command line share. Knows neither HTTP nor templates.
 */
@NullMarked
package org.as2gateway.admin.partners;

import org.jspecify.annotations.NullMarked;
