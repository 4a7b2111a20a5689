/**
 * Alerts: what was found to need a person, the rules that say who is told, and what became of
 * telling them. Knows neither how a condition is found nor how anybody is reached.
 */
@NullMarked
package org.as2gateway.people.alerts;

import org.jspecify.annotations.NullMarked;
