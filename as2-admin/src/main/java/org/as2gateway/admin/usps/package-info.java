/**
 * The USPS desk: checks of manifests, the ledger, scans, answers, corrections, tables. Use cases,
 * API, pages and views.
 */
@NullMarked
package org.as2gateway.admin.usps;

import org.jspecify.annotations.NullMarked;
