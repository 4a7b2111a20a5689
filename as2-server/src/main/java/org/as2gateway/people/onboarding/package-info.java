/**
 * Partners that are being set up: what is known of them so far, kept so that anybody can go on
 * tomorrow. Knows nothing of what the answers mean.
 */
@NullMarked
package org.as2gateway.people.onboarding;

import org.jspecify.annotations.NullMarked;
