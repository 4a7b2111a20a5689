/**
 * Expected traffic: which files should come or go by when, on which days, and whether they did. The
 * judgement is a pure function of files and time. Knows neither alerts nor partners' settings.
 */
@NullMarked
package org.as2gateway.people.expected;

import org.jspecify.annotations.NullMarked;
